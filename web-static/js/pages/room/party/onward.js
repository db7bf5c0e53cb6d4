// Everything behind the first page, in one piece: devices, the waiting room, the call.

import '../../../ui/signs.js';

export { Mesh } from '../../../media/mesh.js';
export { OwnDevices } from '../../../media/own-devices.js';
export { playSound, soundThrough, unlockSound } from '../../../room-ui/sound.js';
export { closeStepDialogs } from '../../../room-ui/step-dialog.js';
export { callStep } from './call.js';
export { checkStep } from './check.js';
export { tellInPerson } from './in-person.js';
export { waitingStep } from './waiting.js';
