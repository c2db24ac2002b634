// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/deliveries.h"
#include "policy/auditalerts.h"

#include <QWidget>

class QComboBox;
class QHBoxLayout;

namespace sekimori::widgets {

/// Which mails somebody wants to see: in which state, of which kind, for which level or rule.
class DeliveryFilterBar : public QWidget {
    Q_OBJECT

public:
    explicit DeliveryFilterBar(QWidget *parent = nullptr);

    /// What to offer: all levels, the rules that there are, and what else mails were sent for.
    void setRules(const QList<policy::AlertRule> &rules);
    void setFormerTopics(const QStringList &topics);
    platform::DeliveryFilter filter() const;
    void choose(platform::DeliveryState state);
    void clear();
    void takeOver(const DeliveryFilterBar &before);

signals:
    void changed();

private:
    void addLabelled(QHBoxLayout &layout, const QString &label, QComboBox *box);
    void fillTopics();

    QStringList m_rules; ///< their topics
    QStringList m_formerTopics;
    QComboBox *m_state;
    QComboBox *m_kind;
    QComboBox *m_topic;
};

}
