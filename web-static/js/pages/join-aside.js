// Where the way does not go on: a link that doesn't open, a seat that is taken, somebody who left, the end.

import '../ui/signs.js';

export { endStep } from './join-end.js';
export { leftStep, problemStep, troubleStep } from './join-problem.js';
export { whyShownOut } from './join-shown-out.js';
