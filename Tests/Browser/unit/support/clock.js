/** Time that passes only when a test says so. */
export class Clock {
    time = 1_000_000;
    #timers = new Map();
    #last = 0;

    now = () => this.time;

    after = (ms, act) => {
        this.#last += 1;
        this.#timers.set(this.#last, { at: this.time + ms, act });
        return this.#last;
    };

    every = (ms, act) => {
        let timer = 0;
        const again = () => { timer = this.after(ms, () => { again(); act(); }); };
        again();
        return () => this.cancel(timer);
    };

    cancel = (timer) => { this.#timers.delete(timer); };

    get waiting() {
        return this.#timers.size;
    }

    /** Lets time pass and runs what falls due, in order. */
    pass(ms) {
        const end = this.time + ms;
        for (;;) {
            const due = [...this.#timers].filter(([, { at }]) => at <= end)
                .sort((a, b) => a[1].at - b[1].at || a[0] - b[0])[0];
            if (!due) break;
            this.#timers.delete(due[0]);
            this.time = Math.max(this.time, due[1].at);
            due[1].act();
        }
        this.time = end;
    }

    /** The same, with every promise settled after each second. */
    async passSlowly(ms) {
        for (let left = ms; left > 0; left -= 500) {
            this.pass(Math.min(left, 500));
            await settled();
        }
    }
}

/** Until every promise that is due has run. */
export async function settled() {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => { setImmediate(resolve); });
}
