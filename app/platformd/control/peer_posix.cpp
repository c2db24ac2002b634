// SPDX-License-Identifier: GPL-3.0-or-later
#include "control/controlconnection.h"

#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

namespace sekimori::platformd {

bool isOwnPeer(qintptr descriptor)
{
    uid_t user = 0;
#ifdef SO_PEERCRED
    ucred peer{};
    socklen_t size = sizeof(peer);
    if (getsockopt(int(descriptor), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
        return false;
    user = peer.uid;
#else
    gid_t group = 0;
    if (getpeereid(int(descriptor), &user, &group) != 0)
        return false;
#endif
    return user == 0 || user == geteuid();
}

}
