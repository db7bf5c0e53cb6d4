// Runs files of tests, each in a process of its own, and tells of them as TAP. A file that has not ended after its time
// is ended and has failed.
//
// Node's own `--test-timeout` does this from 20.11 on; Debian has 18.
import { run } from 'node:test';
import { tap } from 'node:test/reporters';

const FILE_TIMEOUT = 120_000;

run({ files: process.argv.slice(2), concurrency: true, timeout: FILE_TIMEOUT })
    .on('test:fail', () => { process.exitCode = 1; })
    .compose(tap)
    .pipe(process.stdout);
