// Where the way does not go on: a link that doesn't open, a seat that is taken, somebody who left, the end.

import '../../../ui/signs.js';

export { endStep } from './end.js';
export { leftStep, problemStep, troubleStep } from './problem.js';
export { whyShownOut } from './shown-out.js';
