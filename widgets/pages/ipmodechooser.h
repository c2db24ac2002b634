// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controls/explainedchoices.h"
#include "policy/iprestriction.h"

namespace sekimori::widgets {

/// The three modes of the IP address restriction, each with what it means.
class IpModeChooser : public ExplainedChoices {
    Q_OBJECT

public:
    using Mode = policy::IpRestriction::Mode;

    explicit IpModeChooser(QWidget *parent = nullptr);

    Mode value() const;
    void setValue(Mode mode);

    static QString nameOf(Mode mode);
};

}
