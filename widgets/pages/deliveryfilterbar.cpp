// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/deliveryfilterbar.h"

#include "items/alertwords.h"
#include "pages/deliverydelegate.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using platform::DeliveryState;
using platform::MailKind;

namespace {

constexpr int fewestLetters = 18;
constexpr int besideText = 32;

}

DeliveryFilterBar::DeliveryFilterBar(QWidget *parent)
    : QWidget(parent)
    , m_state(new QComboBox(this))
    , m_kind(new QComboBox(this))
    , m_topic(new QComboBox(this))
{
    m_state->setObjectName("state"_L1);
    m_kind->setObjectName("kind"_L1);
    m_topic->setObjectName("topic"_L1);
    m_state->addItem(tr("All states"));
    for (const auto &[state, name] : policy::EnumNames<DeliveryState>::names)
        m_state->addItem(toneIcon(toneOf(state)), items::stateText(state), int(state));
    m_kind->addItem(tr("All kinds"));
    for (const auto &[kind, name] : policy::EnumNames<MailKind>::names)
        m_kind->addItem(items::kindText(kind), int(kind));
    // Names of rules are long; the list that opens shows all of them.
    m_topic->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_topic->setMinimumContentsLength(fewestLetters);
    fillTopics();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    addLabelled(*layout, tr("&State:"), m_state);
    addLabelled(*layout, tr("Kind of &mail:"), m_kind);
    addLabelled(*layout, tr("&Level or rule:"), m_topic);
    layout->addStretch(1);
    for (const QComboBox *box : {m_state, m_kind, m_topic})
        connect(box, &QComboBox::currentIndexChanged, this, &DeliveryFilterBar::changed);
}

void DeliveryFilterBar::addLabelled(QHBoxLayout &layout, const QString &label, QComboBox *box)
{
    auto *text = new QLabel(label, this);
    text->setBuddy(box);
    if (layout.count() > 0)
        layout.addSpacing(6);
    layout.addWidget(text);
    layout.addWidget(box);
}

void DeliveryFilterBar::setRules(const QList<policy::AlertRule> &rules)
{
    m_rules.clear();
    for (const policy::AlertRule &rule : rules)
        m_rules << platform::topicOfRule(rule.name);
    fillTopics();
}

void DeliveryFilterBar::setFormerTopics(const QStringList &topics)
{
    if (std::exchange(m_formerTopics, topics) != topics)
        fillTopics();
}

/// Levels, highest first; the rules that there are; then what has gone and still has mails.
void DeliveryFilterBar::fillTopics()
{
    const QString chosen = filter().topic;
    QStringList topics;
    for (int level = int(audit::Level::Critical); level >= 0; --level)
        topics << QString(audit::nameOf(audit::Level(level)));
    topics += m_rules;
    topics += m_formerTopics;
    topics << chosen;
    topics.removeAll(QString());
    topics.removeDuplicates();
    const QSignalBlocker quiet(m_topic);
    m_topic->clear();
    m_topic->addItem(tr("All levels and rules"));
    for (const QString &topic : std::as_const(topics))
        m_topic->addItem(items::topicText(topic), topic);
    m_topic->setCurrentIndex(chosen.isEmpty() ? 0 : m_topic->findData(chosen));
    m_topic->view()->setMinimumWidth(m_topic->view()->sizeHintForColumn(0) + besideText);
}

platform::DeliveryFilter DeliveryFilterBar::filter() const
{
    platform::DeliveryFilter filter;
    if (const QVariant state = m_state->currentData(); state.isValid())
        filter.state = DeliveryState(state.toInt());
    if (const QVariant kind = m_kind->currentData(); kind.isValid())
        filter.kind = MailKind(kind.toInt());
    filter.topic = m_topic->currentData().toString();
    return filter;
}

void DeliveryFilterBar::choose(DeliveryState state)
{
    m_state->setCurrentIndex(m_state->findData(int(state)));
}

void DeliveryFilterBar::clear()
{
    for (QComboBox *box : {m_state, m_kind, m_topic})
        box->setCurrentIndex(0);
}

void DeliveryFilterBar::takeOver(const DeliveryFilterBar &before)
{
    setFormerTopics(before.m_formerTopics);
    m_state->setCurrentIndex(before.m_state->currentIndex());
    m_kind->setCurrentIndex(before.m_kind->currentIndex());
    m_topic->setCurrentIndex(std::max(0, m_topic->findData(before.filter().topic)));
}

}
