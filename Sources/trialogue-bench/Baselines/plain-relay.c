// The floor that Trialogue is measured against: a relay in plain C on the same libwebsockets, libuv and OpenSSL, with the same
// TLS settings. It knows no people, no rooms and no rules: /SESSION/SEAT is who somebody is, and the digit at a fixed place of a
// message is the seat that gets it, unread and unchanged. It does not even ask whether a text is UTF-8, as RFC 6455 wants it:
// libwebsockets' own way of asking costs a third more, and would flatter whoever is measured against it.
//
//   plain-relay CERTIFICATE KEY writeable|direct      prints "ready PORT"
//
// writeable: as libwebsockets documents it, one lws_write for each WRITEABLE. direct: written at once while nothing waits.
#include <libwebsockets.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { sessions = 8192, seats = 4, seat_digit = 22, longest = 65536 };

struct waiting {
    struct waiting *next;
    size_t count;
    unsigned char bytes[];
};

struct person {
    struct lws *wsi;
    int session, seat;
    struct waiting *first, *last;
    unsigned char *part;
    size_t part_count;
};

static struct person *table[sessions][seats];
static int writes_directly;
static unsigned char scratch[LWS_PRE + longest];

static void queue(struct person *to, const void *text, size_t count) {
    struct waiting *one = malloc(sizeof *one + LWS_PRE + count);
    if (!one) return;
    one->next = NULL;
    one->count = count;
    memcpy(one->bytes + LWS_PRE, text, count);
    if (to->last) to->last->next = one;
    else to->first = one;
    to->last = one;
    lws_callback_on_writable(to->wsi);
}

static void pass(struct person *to, const void *text, size_t count) {
    if (!writes_directly || to->first || lws_partial_buffered(to->wsi)) {
        queue(to, text, count);
        return;
    }
    memcpy(scratch + LWS_PRE, text, count);
    if (lws_write(to->wsi, scratch + LWS_PRE, count, LWS_WRITE_TEXT) < (int)count)
        lws_set_timeout(to->wsi, PENDING_TIMEOUT_USER_REASON_BASE, LWS_TO_KILL_ASYNC);
}

static void arrived(struct person *from, const char *text, size_t count) {
    // So that an instrumented run ends in good order.
    if (count == 3 && !memcmp(text, "end", 3)) exit(0);
    if (count <= seat_digit) return;
    unsigned seat = (unsigned)(text[seat_digit] - '0');
    struct person *to = seat < seats ? table[from->session][seat] : NULL;
    if (to) pass(to, text, count);
}

static int called(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t count) {
    struct person *person = user;
    switch (reason) {
    case LWS_CALLBACK_OPENSSL_LOAD_EXTRA_SERVER_VERIFY_CERTS:
        SSL_CTX_set_options(user, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
        SSL_CTX_set_session_cache_mode((SSL_CTX *)user, SSL_SESS_CACHE_OFF);
        SSL_CTX_set_num_tickets(user, 0);
        return !SSL_CTX_set1_groups_list((SSL_CTX *)user, "X25519:P-256:P-384");
    case LWS_CALLBACK_ESTABLISHED: {
        char path[64];
        if (lws_hdr_copy(wsi, path, sizeof path, WSI_TOKEN_GET_URI) <= 0) return -1;
        memset(person, 0, sizeof *person);
        if (sscanf(path, "/%d/%d", &person->session, &person->seat) != 2 || person->session < 0 ||
            person->session >= sessions || person->seat < 0 || person->seat >= seats)
            return -1;
        person->wsi = wsi;
        table[person->session][person->seat] = person;
        return 0;
    }
    case LWS_CALLBACK_RECEIVE:
        if (lws_is_final_fragment(wsi) && !person->part_count) {
            arrived(person, in, count);
            return 0;
        }
        person->part = realloc(person->part, person->part_count + count);
        if (!person->part || person->part_count + count > longest) return -1;
        memcpy(person->part + person->part_count, in, count);
        person->part_count += count;
        if (lws_is_final_fragment(wsi)) {
            arrived(person, (char *)person->part, person->part_count);
            person->part_count = 0;
        }
        return 0;
    case LWS_CALLBACK_SERVER_WRITEABLE: {
        struct waiting *one = person->first;
        if (!one) return 0;
        person->first = one->next;
        if (!person->first) person->last = NULL;
        int written = lws_write(wsi, one->bytes + LWS_PRE, one->count, LWS_WRITE_TEXT);
        int whole = written >= (int)one->count;
        free(one);
        if (person->first) lws_callback_on_writable(wsi);
        return whole ? 0 : -1;
    }
    case LWS_CALLBACK_CLOSED:
        if (person->wsi) table[person->session][person->seat] = NULL;
        while (person->first) {
            struct waiting *one = person->first;
            person->first = one->next;
            free(one);
        }
        free(person->part);
        return 0;
    default: return 0;
    }
}

int main(int count, char **words) {
    if (count != 4) return 2;
    writes_directly = !strcmp(words[3], "direct");
    lws_set_log_level(0, NULL);
    struct lws_protocols protocols[] = {
        {"http", called, sizeof(struct person), 4096, 0, NULL, longest},
        {"trialogue.v1", called, sizeof(struct person), 4096, 0, NULL, longest},
        {NULL, NULL, 0, 0, 0, NULL, 0},
    };
    lws_retry_bo_t no_pings;
    memset(&no_pings, 0, sizeof no_pings);
    struct lws_context_creation_info info;
    memset(&info, 0, sizeof info);
    info.iface = "127.0.0.1";
    info.protocols = protocols;
    info.options = LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT |
                   LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME | LWS_SERVER_OPTION_DISABLE_IPV6;
    info.retry_and_idle_policy = &no_pings;
    info.pt_serv_buf_size = 32768;
    info.ssl_cert_filepath = words[1];
    info.ssl_private_key_filepath = words[2];
    info.alpn = "http/1.1";
    info.ssl_cipher_list = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";
    info.tls1_3_plus_cipher_list = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
    struct lws_context *context = lws_create_context(&info);
    if (!context) return 1;
    struct lws_vhost *vhost = lws_get_vhost_by_name(context, "default");
    printf("ready %d\n", lws_get_vhost_listen_port(vhost));
    fflush(stdout);
    while (lws_service(context, 0) >= 0) {}
    return 0;
}
