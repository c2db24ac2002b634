// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/mailoptions.h"
#include "mail/mailroad.h"

#include <memory>

namespace sekimori::platformd {

/// Hands letters to the operator's mail server, by libcurl. A connection serves many of them, one after the other, and
/// is closed soon after there are none.
class SmtpRoad final : public MailRoad {
public:
    explicit SmtpRoad(SmtpServer server);
    ~SmtpRoad() override;
    SmtpRoad(const SmtpRoad &) = delete;
    SmtpRoad &operator=(const SmtpRoad &) = delete;

    LetterOutcome carry(const Letter &letter, const std::stop_token &stop) override;
    void rest() override;

private:
    class Transfer;

    const SmtpServer m_server;
    std::unique_ptr<Transfer> m_transfer;
};

}
