// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sekimori::platformd {

/// The wish that the process should end, whoever has it: the operator, the system, or the service itself. To be made
/// before the first thread is, since threads inherit which signals they do not take.
class StopSignal {
public:
    StopSignal();
    StopSignal(const StopSignal &) = delete;
    StopSignal &operator=(const StopSignal &) = delete;

    void raise();
    /// Returns when it was raised.
    void wait();
};

}
