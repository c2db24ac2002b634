// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/mailoptions.h"
#include "mail/mailroad.h"

namespace sekimori::platformd {

/// Puts each letter into a folder, as an .eml file that only its owner reads, whole or not at all. The same letter once
/// more takes the place of the first.
class FolderRoad final : public MailRoad {
public:
    explicit FolderRoad(MailFolder folder);

    LetterOutcome carry(const Letter &letter, const std::stop_token &stop) override;
    void rest() override;

private:
    std::optional<QString> problemOfWriting(const Letter &letter) const;

    const MailFolder m_folder;
};

}
