// Everything behind the first page, in one piece: devices, the waiting room, the call.

import '../../../ui/signs.js';

export { Mesh } from '../../../media/mesh.js';
export { OwnDevices } from '../../../media/own-devices.js';
export { playSound, soundThrough, unlockSound } from '../../../room-ui/sound.js';
export { closeStepDialogs } from '../../../room-ui/step-dialog.js';
export { CallStep } from './call.js';
export { CheckStep } from './check.js';
export { tellInPerson } from './in-person.js';
export { WaitingStep } from './waiting.js';
