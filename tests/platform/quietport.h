// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace sekimori::test {

/// A free port of this machine that systems give to nobody who names none. So a server that goes and comes back finds
/// it free, whatever others do meanwhile; 0: there is none.
quint16 quietPort();

}
