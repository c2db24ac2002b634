// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/rowscopy.h"

#include "items/logmodel.h"
#include "items/recordtext.h"

#include <QElapsedTimer>

namespace sekimori::widgets {
namespace {

/// Less than half of what may pass between two pictures on the screen.
constexpr std::chrono::milliseconds atOnce{6};

}

RowsCopy::RowsCopy(items::LogModel &rows, const RowRanges &wanted, Form form, const QList<int> &columns)
    : m_rows(rows)
    , m_left(wanted)
    , m_form(form)
    , m_columns(columns)
    , m_wanted(wanted.count())
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &RowsCopy::goOn);
    const auto end = [this] {
        stop();
        emit overtaken();
    };
    connect(&rows, &QAbstractItemModel::modelReset, this, end);
    connect(&rows, &QAbstractItemModel::layoutChanged, this, end);
    connect(&rows, &QAbstractItemModel::rowsRemoved, this, end);
    connect(&rows, &QAbstractItemModel::rowsInserted, this,
        [this](const QModelIndex &, int first, int last) { m_left.insertRows(first, last - first + 1); });
    connect(&rows, &QAbstractItemModel::dataChanged, this, [this] {
        if (!m_left.isEmpty())
            m_next.start(0);
    });
}

void RowsCopy::start()
{
    if (m_form == Form::Csv)
        m_text = items::csvHeader(m_rows, m_columns);
    goOn();
}

void RowsCopy::stop()
{
    m_next.stop();
    m_left.clear();
    disconnect(&m_rows, nullptr, this, nullptr);
}

void RowsCopy::goOn()
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    while (!m_left.isEmpty()) {
        if (!takeNext())
            return; // It is on its way, and the model says when it is there.
        if (m_left.isEmpty() || sinceStart.durationElapsed() < atOnce)
            continue;
        emit progressed(double(m_taken) / double(m_wanted));
        m_next.start(0);
        return;
    }
    stop();
    emit finished(m_text, m_taken);
}

bool RowsCopy::takeNext()
{
    const int row = m_left.ranges().first().first;
    const auto record = m_rows.recordAt(row);
    if (!record)
        return false;
    if (!m_text.isEmpty())
        m_text += m_form == Form::Text ? u"\n\n" : u"\n";
    switch (m_form) {
    case Form::Text:
        m_text += items::toText(*record, m_rows);
        break;
    case Form::Csv:
        m_text += items::toCsv(*record, m_rows, m_columns);
        break;
    case Form::Json:
        m_text += items::toJson(*record, m_rows);
        break;
    }
    m_left.remove({row, row});
    ++m_taken;
    return true;
}

}
