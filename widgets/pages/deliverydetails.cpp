// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/deliverydetails.h"

#include "controls/banner.h"
#include "controls/rowtable.h"
#include "controls/themeicon.h"
#include "items/alertwords.h"
#include "items/tooltiptext.h"
#include "items/zonedtime.h"
#include "pages/deliverydelegate.h"

#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using platform::Delivery;

namespace {

QString momentText(const QDateTime &time, const QTimeZone &zone)
{
    return time.isValid() ? time.toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm:ss"_s) : QString();
}

QLabel *selectableLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void setRow(QTableWidget &table, int row, const QStringList &texts)
{
    for (int column = 0; column < int(texts.size()); ++column) {
        auto *item = new QTableWidgetItem(texts.at(column));
        item->setToolTip(items::toolTipText(texts.at(column)));
        table.setItem(row, column, item);
    }
}

}

DeliveryDetails::DeliveryDetails(QWidget *parent)
    : QWidget(parent)
    , m_hint(explanationLabel(tr("Choose a mail to see all of it."), this))
    , m_content(new QWidget(this))
    , m_subject(selectableLabel(m_content))
    , m_about(selectableLabel(m_content))
    , m_events(new QPushButton(themeIcon(u"view-list-details"_s), tr("&Events"), m_content))
    , m_now(new QPushButton(themeIcon(u"view-refresh"_s), tr("Try &now"), m_content))
    , m_again(new QPushButton(themeIcon(u"mail-send"_s), tr("Send a&gain…"), m_content))
    , m_failure(new Banner(this))
    , m_tabs(new QTabWidget(m_content))
    , m_recipients(makeTable(u"recipients"_s, tr("Recipients of the mail"),
          {tr("Address"), tr("State"), tr("Attempts"), tr("Next attempt"), tr("Last answer of the mail server")}))
    , m_attempts(makeTable(u"attempts"_s, tr("Attempts to deliver the mail"),
          {tr("Date and time"), tr("Address"), tr("Outcome"), tr("Answer of the mail server")}))
    , m_text(new QPlainTextEdit(m_content))
{
    m_subject->setObjectName("mailSubject"_L1);
    m_about->setObjectName("mailAbout"_L1);
    m_failure->setObjectName("detailsFailure"_L1);
    m_events->setObjectName("events"_L1);
    m_events->setToolTip(tr("Goes to the first of its events in the audit log"));
    m_now->setObjectName("now"_L1);
    m_again->setObjectName("again"_L1);
    m_again->setToolTip(tr("Puts the mail into the queue once more, for all or some of its recipients"));
    m_text->setObjectName("mailText"_L1);
    m_text->setAccessibleName(tr("Text of the mail"));
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    QFont bold = m_subject->font();
    bold.setBold(true);
    m_subject->setFont(bold);
    layOut();
    connect(m_events, &QPushButton::clicked, this, [this] { emit eventsWanted(m_delivery.firstEvent); });
    connect(m_now, &QPushButton::clicked, this, &DeliveryDetails::tryNowWanted);
    connect(m_again, &QPushButton::clicked, this, &DeliveryDetails::sendAgainWanted);
    connect(m_failure, &Banner::acted, this, &DeliveryDetails::retryWanted);
    show({}, QTimeZone::utc());
}

QTableWidget *DeliveryDetails::makeTable(const QString &name, const QString &label, const QStringList &titles)
{
    auto *table = new QTableWidget(0, int(titles.size()), m_content);
    table->setObjectName(name);
    table->setAccessibleName(label);
    table->setHorizontalHeaderLabels(titles);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    makeRowTable(*table);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    return table;
}

QWidget *DeliveryDetails::makeTabs()
{
    setColumnWidths(*m_recipients, {30, 16, 12, 24});
    setColumnWidths(*m_attempts, {24, 30, 24});
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_recipients, tr("Recipients", "tab"));
    m_tabs->addTab(m_attempts, tr("Attempts", "tab"));
    m_tabs->addTab(m_text, tr("Text", "tab"));
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the mail"));
    return m_tabs;
}

void DeliveryDetails::layOut()
{
    m_hint->setAlignment(Qt::AlignCenter);
    auto *head = new QVBoxLayout;
    head->setSpacing(3);
    head->addWidget(m_subject);
    head->addWidget(m_about);
    auto *top = new QHBoxLayout;
    top->addLayout(head, 1);
    top->addWidget(m_events, 0, Qt::AlignTop);
    top->addWidget(m_now, 0, Qt::AlignTop);
    top->addWidget(m_again, 0, Qt::AlignTop);
    auto *content = new QVBoxLayout(m_content);
    content->setContentsMargins(0, 10, 0, 0);
    content->setSpacing(8);
    content->addLayout(top);
    content->addWidget(makeTabs(), 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_failure);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_content, 1);
}

void DeliveryDetails::setEditable(bool editable)
{
    m_editable = editable;
    m_again->setVisible(editable);
    showTryNow();
}

void DeliveryDetails::setTrying(bool trying)
{
    m_isTrying = trying;
    showTryNow();
}

void DeliveryDetails::showTryNow()
{
    const bool isWaiting = std::ranges::contains(
        m_delivery.recipients, platform::DeliveryState::Waiting, &platform::DeliveryRecipient::state);
    m_now->setVisible(m_editable && isWaiting);
    m_now->setEnabled(!m_isTrying);
    m_now->setToolTip(
        m_isTrying ? tr("The platform is being asked.") : tr("Tries at once to deliver it to those for whom it waits"));
    m_now->setAccessibleDescription(m_now->toolTip());
}

void DeliveryDetails::show(const std::optional<Delivery> &delivery, const QTimeZone &zone)
{
    m_hint->setVisible(!delivery);
    m_content->setVisible(delivery.has_value());
    m_zone = zone;
    if (!delivery)
        return;
    if (delivery->id != m_delivery.id) { // Of the other one nothing holds here.
        m_failure->clear();
        m_attempts->setRowCount(0);
        m_text->clear();
    }
    m_delivery = *delivery;
    fillHead(m_delivery);
    fillRecipients(m_delivery);
}

void DeliveryDetails::showAll(const platform::DeliveryDetails &details)
{
    m_failure->clear();
    show(details.delivery, m_zone);
    fillAttempts(details.attempts);
    if (m_text->toPlainText() != details.text)
        m_text->setPlainText(details.text);
}

void DeliveryDetails::showFailure(const QString &text)
{
    m_failure->tell(Tone::Error, text, tr("&Try again"));
}

void DeliveryDetails::showNotTried(const QString &text)
{
    m_failure->tell(Tone::Error, text);
}

void DeliveryDetails::fillHead(const Delivery &delivery)
{
    m_subject->setText(delivery.subject);
    QStringList parts{items::kindText(delivery.kind), items::topicText(delivery),
        items::zonedText(delivery.madeAt, m_zone), items::eventsText(delivery)};
    if (delivery.heldBack > 0)
        parts << tr("%Ln mails were held back before it", nullptr, int(delivery.heldBack));
    parts.removeAll(QString());
    parts.removeDuplicates();
    m_about->setText(parts.join(u" · "_s));
    m_events->setVisible(delivery.firstEvent > 0);
}

void DeliveryDetails::fillRecipients(const Delivery &delivery)
{
    m_recipients->setRowCount(int(delivery.recipients.size()));
    for (int row = 0; row < int(delivery.recipients.size()); ++row) {
        const platform::DeliveryRecipient &recipient = delivery.recipients.at(row);
        setRow(*m_recipients, row,
            {recipient.address, items::stateText(recipient.state), QString::number(recipient.attempts),
                momentText(recipient.nextAttemptAt, m_zone), recipient.answer});
        m_recipients->item(row, 1)->setIcon(toneIcon(toneOf(recipient.state)));
    }
    showTryNow();
}

void DeliveryDetails::fillAttempts(const QList<platform::DeliveryAttempt> &attempts)
{
    m_attempts->setRowCount(int(attempts.size()));
    for (int row = 0; row < int(attempts.size()); ++row) {
        const platform::DeliveryAttempt &attempt = attempts.at(row);
        setRow(*m_attempts, row,
            {momentText(attempt.at, m_zone), attempt.address, items::outcomeText(attempt.outcome), attempt.answer});
    }
}

}
