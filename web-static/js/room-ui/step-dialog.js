// Dialogs that belong to what stands on the page: when the room moves on by itself, they go with it.

import { openDialog } from '../ui/dialog.js';

/** @type {Set<ReturnType<typeof openDialog>>} */
const open = new Set();

/** @param {import('../ui/dialog.js').DialogOptions} options */
export function openStepDialog(options) {
    const dialog = openDialog({
        ...options,
        closed: () => { open.delete(dialog); if (options.closed) options.closed(); },
    });
    open.add(dialog);
    return dialog;
}

/** Before the page shows something else. */
export function closeStepDialogs() {
    for (const dialog of Array.from(open)) dialog.close();
}
