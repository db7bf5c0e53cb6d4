// Faults of a disk and a clock for a program that is loaded with this (LD_PRELOAD). A page of shared memory in the file FAULT_CONTROL
// tells what happens and when; files below FAULT_FOLDER are watched, but for SQLite's index of its log, which is memory.
//
// A watched file's writes since its last sync are kept with what stood there before, so that a power cut can take them back.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { NONE, KILL_BEFORE, KILL_TORN, KILL_AFTER, NO_SPACE, BAD_WRITE, BAD_SYNC, READ_ONLY, LYING_SYNC };
enum { KEEP, DROP, DROP_SOME };

struct control {
    uint32_t mode;       // what happens
    uint32_t rest;       // what becomes of unsynced writes at a kill
    int64_t countdown;   // at which call it happens, from 1; every further one too for errors
    uint64_t seed;       // of DROP_SOME
    int64_t calls;       // calls that changed something so far
    int64_t clock;       // nanoseconds that the clock of the day is off by
};

struct undo {
    struct undo *before;
    dev_t device;
    ino_t inode;
    off_t place, size;   // where it was written, and the file's size before
    size_t length, old;  // bytes written, and how many of them stood there before
    unsigned char bytes[];
};

static struct control *control;
static char folder[4096];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct undo *undos;
static unsigned char watched[65536];

#define REAL(name) ((__typeof__(&name))real(#name))
static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("FAULT_CONTROL"), *below = getenv("FAULT_FOLDER");
    if (!path || !below) return;
    int fd = REAL(open)(path, O_RDWR | O_CLOEXEC);
    void *page = fd < 0 ? MAP_FAILED : mmap(NULL, sizeof(struct control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd >= 0) REAL(close)(fd);
    if (page == MAP_FAILED) { fprintf(stderr, "fault: no control\n"); _exit(99); }
    snprintf(folder, sizeof folder, "%s/", below);
    control = page;
}

static int counts(const char *path) {
    size_t length = strlen(path);
    return control && strncmp(path, folder, strlen(folder)) == 0 && !(length > 4 && strcmp(path + length - 4, "-shm") == 0);
}

static int is_watched(int fd) { return control && fd >= 0 && fd < (int)sizeof watched && watched[fd]; }

static int opened(int fd, const char *path) {
    if (fd >= 0 && fd < (int)sizeof watched) watched[fd] = (unsigned char)counts(path);
    return fd;
}

static void remember(int fd, off_t place, size_t length) {
    struct stat about;
    if (fstat(fd, &about) != 0) return;
    size_t old = place >= about.st_size ? 0 : (size_t)(about.st_size - place);
    if (old > length) old = length;
    struct undo *undo = malloc(sizeof *undo + old);
    if (!undo) return;
    *undo = (struct undo){undos, about.st_dev, about.st_ino, place, about.st_size, length, old};
    if (old && pread(fd, undo->bytes, old, place) != (ssize_t)old) { free(undo); return; }
    undos = undo;
}

static void settled(int fd) {
    struct stat about;
    if (fstat(fd, &about) != 0) return;
    for (struct undo **each = &undos; *each;) {
        struct undo *undo = *each;
        if (undo->device == about.st_dev && undo->inode == about.st_ino) {
            *each = undo->before;
            free(undo);
        } else {
            each = &undo->before;
        }
    }
}

static int descriptor(const struct undo *undo) {
    struct stat about;
    for (int fd = 0; fd < (int)sizeof watched; fd++)
        if (watched[fd] && fstat(fd, &about) == 0 && about.st_dev == undo->device && about.st_ino == undo->inode
            && (fcntl(fd, F_GETFL) & O_ACCMODE) != O_RDONLY) return fd;
    return -1;
}

static void die(void) {
    uint64_t dice = control->seed | 1;
    for (struct undo *undo = undos; undo && control->rest != KEEP; undo = undo->before) {
        dice ^= dice << 13, dice ^= dice >> 7, dice ^= dice << 17;
        if (control->rest == DROP_SOME && dice & 1) continue;
        int fd = descriptor(undo);
        if (fd < 0) continue;
        if (undo->old) (void)!REAL(pwrite)(fd, undo->bytes, undo->old, undo->place);
        if (control->rest == DROP) {
            (void)!REAL(ftruncate)(fd, undo->size);
        } else {
            // The file has grown already, and what should stand there has not come: zeros.
            static const unsigned char zeros[65536];
            for (size_t done = undo->old; done < undo->length; done += sizeof zeros) {
                size_t part = undo->length - done < sizeof zeros ? undo->length - done : sizeof zeros;
                (void)!REAL(pwrite)(fd, zeros, part, undo->place + (off_t)done);
            }
        }
    }
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

// Whether it happens at this call: the lock is held.
static int is_due(void) {
    control->calls++;
    if (control->mode == NONE) return 0;
    return --control->countdown <= 0;
}

static ssize_t change(int fd, const void *bytes, size_t length, off_t place) {
    pthread_mutex_lock(&lock);
    int due = is_due();
    uint32_t mode = control->mode;
    if (due && mode == KILL_BEFORE) die();
    if (due && (mode == NO_SPACE || mode == BAD_WRITE || mode == READ_ONLY)) {
        pthread_mutex_unlock(&lock);
        errno = mode == NO_SPACE ? ENOSPC : mode == READ_ONLY ? EROFS : EIO;
        return -1;
    }
    remember(fd, place, length);
    if (due && mode == KILL_TORN) {
        (void)!REAL(pwrite)(fd, bytes, length / 2, place);
        die();
    }
    ssize_t done = REAL(pwrite)(fd, bytes, length, place);
    if (due && mode == KILL_AFTER) die();
    pthread_mutex_unlock(&lock);
    return done;
}

static int sync_by(int (*act)(int), int fd) {
    if (!is_watched(fd)) return act(fd);
    pthread_mutex_lock(&lock);
    int due = is_due();
    uint32_t mode = control->mode;
    if (due && (mode == KILL_BEFORE || mode == KILL_TORN)) die();
    if (due && mode == BAD_SYNC) {
        pthread_mutex_unlock(&lock);
        errno = EIO;
        return -1;
    }
    int done = act(fd);
    // A disk that says so and keeps nothing: what was written can still be taken back.
    if (done == 0 && !(due && mode == LYING_SYNC)) settled(fd);
    if (due && mode == KILL_AFTER) die();
    pthread_mutex_unlock(&lock);
    return done;
}

static int truncate_by(int (*act)(int, off_t), int fd, off_t length) {
    if (!is_watched(fd)) return act(fd, length);
    pthread_mutex_lock(&lock);
    int due = is_due();
    uint32_t mode = control->mode;
    if (due && (mode == KILL_BEFORE || mode == KILL_TORN)) die();
    if (due && (mode == NO_SPACE || mode == BAD_WRITE || mode == READ_ONLY)) {
        pthread_mutex_unlock(&lock);
        errno = mode == NO_SPACE ? ENOSPC : mode == READ_ONLY ? EROFS : EIO;
        return -1;
    }
    struct stat about;
    if (fstat(fd, &about) == 0 && about.st_size > length) remember(fd, length, (size_t)(about.st_size - length));
    int done = act(fd, length);
    if (due && mode == KILL_AFTER) die();
    pthread_mutex_unlock(&lock);
    return done;
}

static int may_open(const char *path, int flags) {
    if (!counts(path) || control->mode != READ_ONLY || !(flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC))) return 1;
    errno = EROFS;
    return 0;
}

#define MODE_OF(flags) \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); }

int open(const char *path, int flags, ...) {
    MODE_OF(flags)
    return may_open(path, flags) ? opened(REAL(open)(path, flags, mode), path) : -1;
}
int open64(const char *path, int flags, ...) {
    MODE_OF(flags)
    return may_open(path, flags) ? opened(REAL(open64)(path, flags, mode), path) : -1;
}
int openat(int at, const char *path, int flags, ...) {
    MODE_OF(flags)
    return may_open(path, flags) ? opened(REAL(openat)(at, path, flags, mode), path) : -1;
}
int openat64(int at, const char *path, int flags, ...) {
    MODE_OF(flags)
    return may_open(path, flags) ? opened(REAL(openat64)(at, path, flags, mode), path) : -1;
}
int close(int fd) {
    if (fd >= 0 && fd < (int)sizeof watched) watched[fd] = 0;
    return REAL(close)(fd);
}
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t place) {
    return is_watched(fd) ? change(fd, bytes, length, place) : REAL(pwrite)(fd, bytes, length, place);
}
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t place) {
    return is_watched(fd) ? change(fd, bytes, length, place) : REAL(pwrite64)(fd, bytes, length, place);
}
ssize_t write(int fd, const void *bytes, size_t length) {
    if (!is_watched(fd)) return REAL(write)(fd, bytes, length);
    off_t place = lseek(fd, 0, fcntl(fd, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t done = change(fd, bytes, length, place);
    if (done > 0) lseek(fd, place + done, SEEK_SET);
    return done;
}
int fsync(int fd) { return sync_by(REAL(fsync), fd); }
int fdatasync(int fd) { return sync_by(REAL(fdatasync), fd); }
int ftruncate(int fd, off_t length) { return truncate_by(REAL(ftruncate), fd, length); }
int ftruncate64(int fd, off64_t length) { return truncate_by(REAL(ftruncate64), fd, length); }

int clock_gettime(clockid_t which, struct timespec *time) {
    static int (*real_time)(clockid_t, struct timespec *);
    if (!real_time) real_time = REAL(clock_gettime);
    int done = real_time(which, time);
    if (done == 0 && control && control->clock && which == CLOCK_REALTIME) {
        int64_t all = (int64_t)time->tv_sec * 1000000000 + time->tv_nsec + control->clock;
        time->tv_sec = all / 1000000000, time->tv_nsec = all % 1000000000;
    }
    return done;
}
