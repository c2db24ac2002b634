// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/certificatesmodel.h"

#include "items/certificatewords.h"
#include "items/zonedtime.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace sekimori::items {
namespace {

using platform::CertificateHolder;

struct Reader {
    QDateTime now;
    QTimeZone zone;
};

/// The platform keeps the order, so that a column needs no other.
struct CertificateColumn {
    QString (*title)(const QTimeZone &zone);
    QString (*text)(const CertificateHolder &holder, const Reader &reader);
};

/// Whose words these are, for the translators.
struct CertificateWords {
    Q_DECLARE_TR_FUNCTIONS(Certificates)
};

const QList<CertificateColumn> &columns()
{
    using Zone = QTimeZone;
    static const QList<CertificateColumn> columns{
        {[](const Zone &) { return CertificateWords::tr("Login name", "column"); },
            [](const CertificateHolder &holder, const Reader &) { return holder.loginName; }},
        {[](const Zone &) { return CertificateWords::tr("Name", "column"); },
            [](const CertificateHolder &holder, const Reader &) { return holder.displayName; }},
        {[](const Zone &) { return CertificateWords::tr("Certificate", "column"); },
            [](const CertificateHolder &holder, const Reader &reader) { return stateText(holder, reader.now); }},
        {[](const Zone &zone) { return CertificateWords::tr("Ends: %1", "column; time zone").arg(zoneName(zone)); },
            [](const CertificateHolder &holder, const Reader &reader) {
                return holder.certificate
                    ? holder.certificate->endsAt.toTimeZone(reader.zone).toString(u"yyyy-MM-dd HH:mm"_s)
                    : QString();
            }},
        {[](const Zone &) { return CertificateWords::tr("Permission", "column"); },
            [](const CertificateHolder &holder, const Reader &) {
                return holder.isPermitted ? CertificateWords::tr("Permitted", "to come in by certificate")
                                          : CertificateWords::tr("Not permitted", "to come in by certificate");
            }},
        {[](const Zone &) { return CertificateWords::tr("File", "column"); },
            [](const CertificateHolder &holder, const Reader &reader) {
                return fileText(holder, reader.now, reader.zone);
            }},
    };
    return columns;
}

/// Whether both are about the same people in the same order.
bool sameRows(const QList<CertificateHolder> &one, const QList<CertificateHolder> &other)
{
    return std::ranges::equal(one, other, {}, &CertificateHolder::id, &CertificateHolder::id);
}

}

CertificatesModel::CertificatesModel(const platform::CertificatesClient &client, QObject *parent, Clock clock)
    : QAbstractTableModel(parent)
    , m_client(client)
    , m_clock(std::move(clock))
{
}

void CertificatesModel::setFilter(const platform::CertificateFilter &filter)
{
    if (filter == m_filter)
        return;
    m_filter = filter;
    m_isRead = false;
    m_upTo = 0;
    askAnew(0);
}

void CertificatesModel::refresh()
{
    askAnew(m_isRead ? rowCount() : 0);
}

void CertificatesModel::askAnew(int wanted)
{
    m_fetching = {};
    m_anew.clear();
    m_wanted = wanted;
    m_refreshing = m_client.page(m_filter, m_client.mostHolders, {}, [this](const auto &answer) { takeAnew(answer); });
    emit stateChanged();
}

void CertificatesModel::takeAnew(const platform::Answer<platform::CertificatePage> &answer)
{
    m_refreshing = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_anew += answer->holders;
        m_counts = answer->counts;
        if (m_anew.size() < m_wanted && !answer->next.isEmpty()) {
            m_refreshing = m_client.page(
                m_filter, m_client.mostHolders, answer->next, [this](const auto &further) { takeAnew(further); });
            return;
        }
        m_isRead = true;
        m_next = answer->next;
        show(std::exchange(m_anew, {}));
    }
    goOn();
    emit stateChanged();
}

void CertificatesModel::show(const QList<CertificateHolder> &holders)
{
    if (sameRows(holders, m_holders)) {
        m_holders = holders;
        if (!holders.isEmpty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
        return;
    }
    beginResetModel();
    m_holders = holders;
    endResetModel();
}

void CertificatesModel::fetchFurther()
{
    if (m_next.isEmpty() || !m_isRead || isFetching())
        return;
    m_fetching
        = m_client.page(m_filter, m_client.mostHolders, m_next, [this](const auto &answer) { takeFurther(answer); });
    emit stateChanged();
}

void CertificatesModel::fetchUpTo(int most)
{
    m_upTo = most;
    goOn();
}

/// As far as fetchUpTo() was told. A failure ends it: a person decides when to try again.
void CertificatesModel::goOn()
{
    if (m_failure || isComplete() || rowCount() >= m_upTo)
        m_upTo = 0;
    else
        fetchFurther();
}

void CertificatesModel::takeFurther(const platform::Answer<platform::CertificatePage> &answer)
{
    m_fetching = {};
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    if (answer) {
        m_next = answer->next;
        m_counts = answer->counts;
        if (!answer->holders.isEmpty()) {
            beginInsertRows({}, rowCount(), rowCount() + int(answer->holders.size()) - 1);
            m_holders += answer->holders;
            endInsertRows();
        }
    }
    goOn();
    emit stateChanged();
}

void CertificatesModel::setZone(const QTimeZone &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    emit headerDataChanged(Qt::Horizontal, EndColumn, EndColumn);
    if (!m_holders.isEmpty())
        emit dataChanged(index(0, EndColumn), index(rowCount() - 1, FileColumn), {Qt::DisplayRole});
}

int CertificatesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_holders.size());
}

int CertificatesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(columns().size());
}

QVariant CertificatesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const CertificateHolder &holder = holderAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return columns().at(index.column()).text(holder, {m_clock(), m_zone});
    case StateRole:
        return QVariant::fromValue(holder.state);
    case UserRole:
        return holder.id;
    default:
        return {};
    }
}

QVariant CertificatesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeft | Qt::AlignVCenter);
    return role == Qt::DisplayRole ? QVariant(columns().at(section).title(m_zone)) : QVariant();
}

bool CertificatesModel::canFetchMore(const QModelIndex &parent) const
{
    // After a failure a person decides when to try again, not a view that happens to be at its end.
    return !parent.isValid() && !m_next.isEmpty() && m_isRead && !m_failure && !isFetching();
}

void CertificatesModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        fetchFurther();
}

}
