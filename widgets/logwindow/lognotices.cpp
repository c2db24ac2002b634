// SPDX-License-Identifier: GPL-3.0-or-later
#include "logwindow/lognotices.h"

#include "controls/banner.h"
#include "error/messages.h"
#include "items/filelogsource.h"
#include "items/zonedtime.h"
#include "logwindow/damagedialog.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

LogNotices::LogNotices(items::FileLogSource &source, QWidget *parent)
    : QWidget(parent)
    , m_source(source)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    m_stopped = addBanner(u"stopped"_s);
    m_news = addBanner(u"news"_s);
    m_damages = addBanner(u"damages"_s);
    m_columns = addBanner(u"columns"_s);
    m_zone = addBanner(u"zone"_s);
    m_readAnew = addBanner(u"readAnew"_s);
    connect(m_stopped, &Banner::acted, this, &LogNotices::restWanted);
    connect(m_news, &Banner::acted, this, &LogNotices::restWanted);
    connect(m_damages, &Banner::acted, this, &LogNotices::damagesWanted);
    connect(m_columns, &Banner::acted, this, &LogNotices::columnsWanted);
    connect(m_zone, &Banner::acted, this, &LogNotices::zoneWanted);
    connect(m_readAnew, &Banner::acted, m_readAnew, &Banner::clear);
    connect(&source, &items::LogSource::stateChanged, this, &LogNotices::show);
    connect(&source, &items::FileLogSource::filesChanged, this, &LogNotices::show);
    show();
}

Banner *LogNotices::addBanner(const QString &name)
{
    auto *banner = new Banner(this);
    banner->setObjectName(name);
    layout()->addWidget(banner);
    return banner;
}

void LogNotices::tellReadAnew(const QString &how)
{
    m_readAnew->tell(
        Tone::Warning, tr("Everything was read anew: %1", "what has happened to a file").arg(how), tr("&Hide"));
}

void LogNotices::show()
{
    const auto &found = m_source.found();
    if (m_source.isStopped())
        m_stopped->tell(
            Tone::Warning, tr("Reading was stopped. What is shown is not the whole log."), tr("Read the &rest"));
    else
        m_stopped->clear();
    if (const auto &news = m_source.news())
        m_news->tell(Tone::Warning, renderMessage(news->how), news->isGone ? QString() : tr("Read a&gain"));
    else
        m_news->clear();
    const bool isAllLost = !m_source.state().failure.isEmpty(); // and said elsewhere
    if (found.damages.count > 0 && !isAllLost)
        m_damages->tell(Tone::Warning, damageText(found.damages.count), tr("Show the &list"));
    else
        m_damages->clear();
    if (!found.questions.empty())
        m_columns->tell(Tone::Hint, tr("Which column is which in “%1” is a guess.").arg(found.questions.front().file),
            tr("Say &what they are…"));
    else
        m_columns->clear();
    if (m_source.hasTimesWithoutZone())
        m_zone->tell(Tone::Hint,
            tr("The times in the file name no zone. They are read as those of %1.", "time zone")
                .arg(items::zoneName(m_source.query().zone)),
            tr("&Another zone…"));
    else
        m_zone->clear();
}

}
