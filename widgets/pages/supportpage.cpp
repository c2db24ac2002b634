// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/supportpage.h"

#include "controls/banner.h"
#include "controls/card.h"
#include "controls/explainedchoices.h"
#include "controls/formfield.h"
#include "controls/tone.h"
#include "items/zonedtime.h"
#include "pages/supportviewscard.h"

#include <QDateTimeEdit>
#include <QHideEvent>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QShowEvent>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace sekimori::widgets {

using policy::Support;

namespace messages {
constexpr Message SupportTimeOver{"support.timeOver",
    QT_TRANSLATE_NOOP("Messages", "This time is over. Choose one that is still to come, or do not let staff look.")};
}

namespace {

constexpr int widestEditor = 560;
constexpr QLatin1StringView until{"until"};
constexpr auto auditLog = "auditLog"_L1;

/// The last minute of the day @p days after that of @p now, where the reader is.
QDateTime endOfDay(const QDateTime &now, int days)
{
    return QDateTime(now.toLocalTime().date().addDays(days), QTime(23, 59)).toUTC();
}

QString timeLeft(const QDateTime &now, const QDateTime &end)
{
    const qint64 minutes = (now.secsTo(end) + 59) / 60;
    if (minutes < 120)
        return SupportPage::tr("%Ln minutes are left", nullptr, int(minutes));
    if (minutes < 48 * 60)
        return SupportPage::tr("%Ln hours are left", nullptr, int(minutes / 60));
    return SupportPage::tr("%Ln days are left", nullptr, int(minutes / (24 * 60)));
}

QList<ExplainedChoices::Words> choices()
{
    return {
        {SupportPage::tr("Staff may &not look"), SupportPage::tr("Staff may not look"),
            SupportPage::tr("Nobody of the platform’s staff sees anything of this tenant in a console.")},
        {SupportPage::tr("Staff may &look until a time"), SupportPage::tr("Staff may look until a time"),
            SupportPage::tr("They sign in with accounts of their own and see a console in which nothing can be "
                            "changed. It ends by itself.")},
    };
}

void addPoints(QBoxLayout &layout, const QString &caption, const QStringList &points)
{
    layout.addWidget(captionLabel(caption));
    for (const QString &point : points) {
        auto *label = new QLabel(u"•  "_s + point);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        label->setContentsMargins(8, 0, 8, 0);
        layout.addWidget(label);
    }
}

}

SupportPage::SupportPage(platform::AuditClient &audit, Clock clock, QWidget *parent)
    : Page(parent)
    , m_clock(std::move(clock))
    , m_standing(new Banner(this))
    , m_choice(new ExplainedChoices(choices(), this))
    , m_end(new QDateTimeEdit(this))
    , m_endField(new FormField(tr("&Until"), m_end, {}, this))
    , m_presets(makePresets())
    , m_times(new QWidget(this))
    , m_views(new SupportViewsCard(audit, this))
{
    m_standing->setObjectName("standing"_L1);
    m_end->setObjectName(until);
    m_end->setDisplayFormat(u"yyyy-MM-dd HH:mm"_s);
    m_end->setCalendarPopup(true);
    layOut();
    m_minute.setInterval(20s);
    connect(&m_minute, &QTimer::timeout, this, &SupportPage::showStanding);
    connect(m_standing, &Banner::acted, this, &SupportPage::endNow);
    connect(m_choice, &ExplainedChoices::changed, this, &SupportPage::takeChoice);
    connect(m_end, &QDateTimeEdit::dateTimeChanged, this, &SupportPage::tellChanged);
    connect(m_views, &SupportViewsCard::logWanted, this,
        [this](const QString &number) { emit pageWanted(auditLog, number); });
    setValue({});
}

QWidget *SupportPage::makePresets()
{
    struct Preset {
        QLatin1StringView name;
        QString text;
        std::function<QDateTime()> end;
    };
    const std::array presets{
        Preset{"hour"_L1, tr("&1 hour"), [this] { return m_clock().addSecs(60 * 60); }},
        Preset{"hours"_L1, tr("&4 hours"), [this] { return m_clock().addSecs(4 * 60 * 60); }},
        Preset{"today"_L1, tr("End of &today"), [this] { return endOfDay(m_clock(), 0); }},
        Preset{"tomorrow"_L1, tr("End of to&morrow"), [this] { return endOfDay(m_clock(), 1); }},
    };
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    for (const Preset &preset : presets) {
        auto *button = new QPushButton(preset.text, row);
        button->setObjectName(preset.name);
        connect(button, &QPushButton::clicked, this, [this, end = preset.end] { choose(end()); });
        layout->addWidget(button);
    }
    layout->addStretch(1);
    return row;
}

QWidget *SupportPage::makeMeaning()
{
    auto *card = new Card(tr("What staff can do"), this);
    auto *columns = new QHBoxLayout;
    auto *can = new QVBoxLayout;
    auto *cannot = new QVBoxLayout;
    addPoints(*can, tr("They see"),
        {tr("the settings of this tenant and their history"), tr("its users, certificates and locked accounts"),
            tr("its audit log, while they look")});
    addPoints(*cannot, tr("They can never"),
        {tr("change, issue, unlock or delete anything"), tr("see a password, a key or a certificate’s file"),
            tr("look without a trace: every view is an event in your log")});
    for (QVBoxLayout *column : {can, cannot}) {
        column->setSpacing(6);
        column->addStretch(1);
        columns->addLayout(column, 1);
    }
    card->body()->addLayout(columns);
    return card;
}

void SupportPage::layOut()
{
    auto *times = new QVBoxLayout(m_times);
    times->setContentsMargins(0, 0, 0, 0);
    times->setSpacing(10);
    m_endField->setMaximumWidth(widestEditor);
    times->addWidget(m_presets);
    times->addWidget(m_endField);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addWidget(m_standing);
    layout->addWidget(m_choice);
    layout->addWidget(m_times);
    layout->addWidget(makeMeaning());
    layout->addWidget(m_views);
    layout->addStretch(1);
}

QString SupportPage::title() const
{
    return tr("Support");
}

QStringList SupportPage::sectionKeys() const
{
    return {Support::key};
}

void SupportPage::setSession(const platform::Session &session)
{
    m_editable = session.role == platform::Role::Administrator;
    m_choice->setEditable(m_editable);
    showState();
}

void SupportPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.support;
    setValue(m_saved);
}

void SupportPage::edit(const policy::Settings &draft)
{
    setValue(draft.support);
    emit changed();
}

void SupportPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = value() == sent.support;
    m_saved = now.settings.support;
    if (isAsSent)
        setValue(m_saved);
    showState();
}

void SupportPage::revert()
{
    setValue(m_saved);
    emit changed();
}

bool SupportPage::isChanged() const
{
    return value() != m_saved;
}

void SupportPage::collect(policy::Settings &draft) const
{
    draft.support = value();
}

Errors SupportPage::problems() const
{
    const Support wanted = value();
    if (wanted == m_saved || !wanted.until.isValid() || wanted.isAllowedAt(m_clock()))
        return {};
    return {Error{ErrorKind::Invalid, messages::SupportTimeOver, {}, u"support.until"_s}};
}

QList<platform::FieldProblem> SupportPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    showState();
    QList<platform::FieldProblem> rest;
    for (const platform::FieldProblem &problem : problems) {
        if (problem.field != "support.until"_L1) {
            rest.append(problem);
            continue;
        }
        m_endField->setError(problem.message);
        focusOn(until);
    }
    return rest;
}

void SupportPage::focusOn(const QString &field)
{
    if (!m_editable)
        Page::focusOn(field);
    else if (field == until && m_choice->value() == Until)
        m_end->setFocus(Qt::ShortcutFocusReason);
    else
        m_choice->focusOnChosen();
}

void SupportPage::refresh()
{
    m_views->refresh();
}

void SupportPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (event->spontaneous())
        return;
    m_minute.start();
    showStanding();
    m_views->refresh();
}

void SupportPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    if (!event->spontaneous())
        m_minute.stop();
}

Support SupportPage::value() const
{
    if (m_choice->value() == Until)
        return {.until = m_end->dateTime() == m_untilAsSet ? m_until : m_end->dateTime().toUTC()};
    // A permission that has ended by itself is as good as none, and leaving it is no edit.
    return m_saved.isAllowedAt(m_clock()) ? Support() : m_saved;
}

void SupportPage::setValue(const Support &value)
{
    const bool isOver = value == m_saved && !value.isAllowedAt(m_clock());
    m_choice->setValue(value.until.isValid() && !isOver ? Until : Off);
    m_until = value.until;
    const QSignalBlocker blocker(m_end);
    m_end->setDateTime(m_until.isValid() ? m_until.toLocalTime() : m_clock().toLocalTime());
    m_untilAsSet = m_end->dateTime();
    showState();
}

void SupportPage::choose(const QDateTime &end)
{
    m_choice->setValue(Until);
    m_end->setDateTime(end.toLocalTime());
    tellChanged();
}

void SupportPage::takeChoice()
{
    if (m_choice->value() == Until && m_end->dateTime().toUTC() <= m_clock())
        m_end->setDateTime(m_clock().addSecs(60 * 60).toLocalTime());
    tellChanged();
}

void SupportPage::endNow()
{
    m_choice->setValue(Off);
    tellChanged();
    emit applyWanted();
}

void SupportPage::tellChanged()
{
    showState();
    emit changed();
}

void SupportPage::showState()
{
    m_times->setVisible(m_editable && m_choice->value() == Until);
    const QDateTime end = m_end->dateTime();
    m_endField->setHelp(
        tr("In your own time zone: %1.").arg(items::zoneName(QTimeZone::systemTimeZone(), end.toUTC())));
    const Errors errors = problems();
    m_endField->setError(errors.isEmpty() ? QString() : told(errors).first().message);
    showStanding();
}

void SupportPage::showStanding()
{
    const QDateTime now = m_clock();
    const QTimeZone zone = QTimeZone::systemTimeZone();
    if (m_saved.isAllowedAt(now))
        m_standing->tell(Tone::Warning,
            tr("The platform’s staff may look at this tenant until %1. %2.")
                .arg(items::zonedText(m_saved.until, zone), timeLeft(now, m_saved.until)),
            m_editable ? tr("&End now") : QString());
    else if (m_saved.until.isValid())
        m_standing->tell(Tone::Neutral,
            tr("The platform’s staff may not look. The permission ended at %1.")
                .arg(items::zonedText(m_saved.until, zone)));
    else
        m_standing->tell(Tone::Neutral, tr("The platform’s staff may not look at this tenant."));
}

}
