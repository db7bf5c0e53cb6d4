/**
 * What comes of a promise, or something else when nothing has come of it in time: browsers keep some of theirs for
 * ever. Whatever the promise does later is its own affair.
 * @template T
 * @template O
 * @param {number} ms
 * @param {Promise<T>} promise
 * @param {O} otherwise
 * @param {(ms: number, act: () => void) => unknown} [after] tests bring their own time
 * @returns {Promise<T|O>} rejects when the promise does in time
 */
export function within(ms, promise, otherwise, after) {
    return new Promise((resolve, reject) => {
        const late = () => resolve(otherwise);
        const timer = after ? void after(ms, late) : setTimeout(late, ms);
        promise.then(resolve, reject).then(() => clearTimeout(timer));
    });
}
