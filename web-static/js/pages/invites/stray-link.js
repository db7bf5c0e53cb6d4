// An invitation whose address was changed on the way so that it led elsewhere: on to the page for it, and its secret
// out of this address.

import { linkIn } from '../room/party/seat.js';

const link = linkIn(location.hash) || linkIn(location.pathname + location.search);
if (link) location.replace(`/j#${link}`);
