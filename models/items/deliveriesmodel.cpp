// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/deliveriesmodel.h"

#include "items/alertwords.h"
#include "items/tooltiptext.h"
#include "items/zonedtime.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using platform::Delivery;
using platform::DeliveryRecipient;

/// The delivery log keeps its own order, so that a column needs no other.
struct DeliveryColumn {
    QString (*title)(const QTimeZone &zone);
    QString (*text)(const Delivery &delivery, const QTimeZone &zone);
};

/// Whose words these are, for the translators.
struct DeliveryWords {
    Q_DECLARE_TR_FUNCTIONS(Deliveries)
};

QString momentText(const QDateTime &time, const QTimeZone &zone)
{
    return time.toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm:ss"_s);
}

QString attemptsText(const Delivery &delivery, const QTimeZone &)
{
    int most = 0;
    for (const DeliveryRecipient &recipient : delivery.recipients)
        most = std::max(most, recipient.attempts);
    return QLocale().toString(most);
}

QString nextText(const Delivery &delivery, const QTimeZone &zone)
{
    QDateTime next;
    for (const DeliveryRecipient &recipient : delivery.recipients) {
        if (recipient.nextAttemptAt.isValid() && (!next.isValid() || recipient.nextAttemptAt < next))
            next = recipient.nextAttemptAt;
    }
    return next.isValid() ? momentText(next, zone) : QString();
}

QString answerText(const Delivery &delivery, const QTimeZone &)
{
    const auto latest = std::ranges::max_element(delivery.recipients, {}, [](const DeliveryRecipient &recipient) {
        return recipient.answer.isEmpty() ? QDateTime() : recipient.changedAt;
    });
    return latest == delivery.recipients.end() ? QString() : latest->answer.simplified();
}

const std::array<DeliveryColumn, 8> &columns()
{
    using Zone = QTimeZone;
    static const std::array<DeliveryColumn, 8> columns{{
        {[](const Zone &zone) {
             return DeliveryWords::tr("Date and time: %1", "column; time zone").arg(zoneName(zone));
         },
            [](const Delivery &delivery, const Zone &zone) { return momentText(delivery.madeAt, zone); }},
        {[](const Zone &) { return DeliveryWords::tr("Level or rule", "column"); },
            [](const Delivery &delivery, const Zone &) { return topicText(delivery); }},
        {[](const Zone &) { return DeliveryWords::tr("Subject", "column"); },
            [](const Delivery &delivery, const Zone &) { return delivery.subject; }},
        {[](const Zone &) { return DeliveryWords::tr("Events", "column"); },
            [](const Delivery &delivery, const Zone &) { return eventsText(delivery); }},
        {[](const Zone &) { return DeliveryWords::tr("Recipients", "column"); },
            [](const Delivery &delivery, const Zone &) { return recipientsText(delivery); }},
        {[](const Zone &) { return DeliveryWords::tr("Attempts", "column"); }, attemptsText},
        {[](const Zone &) { return DeliveryWords::tr("Next attempt", "column"); }, nextText},
        {[](const Zone &) { return DeliveryWords::tr("Last answer of the mail server", "column"); }, answerText},
    }};
    return columns;
}

}

DeliveriesModel::DeliveriesModel(const platform::AlertsClient &client, QObject *parent)
    : QAbstractTableModel(parent)
    , m_reading(
          {.ask = [&client](const auto &filter, auto after,
                      auto callback) { return client.deliveries(mailsAtOnce, filter, after, std::move(callback)); },
              .takeNewest = [this](const auto &page, bool isOtherFilter) { takeNewest(page, isOtherFilter); },
              .takeFurther = [this](const auto &page) { takeFurther(page); },
              .stateChanged = [this] { emit stateChanged(); }})
{
}

void DeliveriesModel::takeNewest(const platform::DeliveryPage &page, bool isOtherFilter)
{
    m_route = page.route;
    // Where more has come than one answer holds, what lies between is not known.
    const bool joins = !page.next
        || (!m_deliveries.isEmpty() && !page.deliveries.isEmpty()
            && page.deliveries.last().id <= m_deliveries.first().id);
    if (isOtherFilter || !joins)
        replaceAll(page);
    else
        merge(page);
}

void DeliveriesModel::replaceAll(const platform::DeliveryPage &page)
{
    beginResetModel();
    m_deliveries = page.deliveries;
    m_reading.beginAnewWith(page);
    endResetModel();
}

/// The answer tells of everything down to its last mail, or down to the end.
void DeliveriesModel::merge(const platform::DeliveryPage &page)
{
    const qint64 down = page.next ? page.deliveries.last().id : 0;
    for (int row = rowCount() - 1; row >= 0; --row) {
        const qint64 id = m_deliveries.at(row).id;
        if (id < down || std::ranges::contains(page.deliveries, id, &Delivery::id))
            continue;
        beginRemoveRows({}, row, row);
        m_deliveries.removeAt(row);
        endRemoveRows();
    }
    for (int row = 0; row < int(page.deliveries.size()); ++row) {
        const Delivery &delivery = page.deliveries.at(row);
        if (row < m_deliveries.size() && m_deliveries.at(row).id == delivery.id) {
            put(delivery);
            continue;
        }
        beginInsertRows({}, row, row);
        m_deliveries.insert(row, delivery);
        endInsertRows();
    }
    if (!page.next || m_deliveries.size() == page.deliveries.size())
        m_reading.endWith(page);
}

void DeliveriesModel::takeFurther(const platform::DeliveryPage &page)
{
    if (page.deliveries.isEmpty())
        return;
    beginInsertRows({}, rowCount(), rowCount() + int(page.deliveries.size()) - 1);
    m_deliveries += page.deliveries;
    endInsertRows();
}

int DeliveriesModel::rowOf(qint64 id) const
{
    const auto found = std::ranges::find(m_deliveries, id, &Delivery::id);
    return found == m_deliveries.end() ? -1 : int(found - m_deliveries.begin());
}

void DeliveriesModel::put(const Delivery &delivery)
{
    const int row = rowOf(delivery.id);
    if (row < 0 || m_deliveries.at(row) == delivery)
        return;
    m_deliveries[row] = delivery;
    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
}

void DeliveriesModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    emit headerDataChanged(Qt::Horizontal, TimeColumn, TimeColumn);
    if (!m_deliveries.isEmpty())
        emit dataChanged(index(0, TimeColumn), index(rowCount() - 1, NextColumn), {Qt::DisplayRole});
}

int DeliveriesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_deliveries.size());
}

int DeliveriesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant DeliveriesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Delivery &delivery = m_deliveries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return columns().at(std::size_t(index.column())).text(delivery, m_zone);
    case Qt::ToolTipRole:
        return toolTipText(columns().at(std::size_t(index.column())).text(delivery, m_zone));
    case Qt::TextAlignmentRole:
        return int((index.column() == AttemptsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case StateRole:
        return index.column() == RecipientsColumn ? QVariant(int(stateOf(delivery))) : QVariant();
    case LevelRole:
        return index.column() == TopicColumn && delivery.kind == platform::MailKind::Alert
            ? QVariant(int(delivery.level))
            : QVariant();
    default:
        return {};
    }
}

QVariant DeliveriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == AttemptsColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(columns().at(std::size_t(section)).title(m_zone)) : QVariant();
}

bool DeliveriesModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_reading.canFetchMore();
}

void DeliveriesModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchFurther();
}

}
