// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/retentionpage.h"

#include "controls/banner.h"
#include "controls/editorortext.h"
#include "controls/formfield.h"
#include "controls/zonechooser.h"
#include "items/settingwords.h"
#include "pages/archivespanel.h"
#include "pages/proofcard.h"
#include "policy/fieldtypes.h"

#include <QComboBox>
#include <QLabel>
#include <QShowEvent>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::AuditRetention;

namespace {

constexpr auto keepFor = "keepFor"_L1;
constexpr int widestEditor = 560;
constexpr int betweenCards = 14;

/// As history and events call it.
QString spanText(AuditRetention::Span span)
{
    return items::valueText(AuditRetention::key + u'.' + keepFor, QString(policy::nameOf(span)));
}

}

RetentionPage::RetentionPage(const Needs &needs, QWidget *parent)
    : Page(parent)
    , m_forecast(needs.retention, needs.audit)
    , m_integrity(needs.integrity)
    , m_logKey(needs.logKey)
    , m_span(new QComboBox(this))
    , m_zone(new ZoneChooser(this))
    , m_effect(new Banner(this))
{
    m_span->setObjectName(keepFor);
    m_editor = new EditorOrText(m_span, this);
    m_effect->setObjectName("effect"_L1);
    m_field = new FormField(tr("Kee&p events for"), m_editor,
        tr("Older ones are deleted every night, month by month, and at once where this is shortened."), this);
    // Behind the field, as Tab goes.
    m_archives = new ArchivesPanel(needs.archives, needs.asker, needs.openLogFile, this);
    m_proof = new ProofCard(m_integrity, m_logKey, needs.asker, this);
    fillChoices();
    layOut();
    connectAll();
    setZone(m_zone->zone());
    setValue(AuditRetention().keepFor);
}

RetentionPage::~RetentionPage()
{
    // They show what the members own.
    delete m_proof;
}

void RetentionPage::fillChoices()
{
    for (const auto &[span, name] : policy::EnumNames<Span>::names)
        m_span->addItem(spanText(span), int(span));
}

void RetentionPage::layOut()
{
    m_field->setMaximumWidth(widestEditor);
    auto *zoneLabel = new QLabel(tr("Time &zone:"), this);
    zoneLabel->setBuddy(m_zone);
    auto *zoneRow = new QHBoxLayout;
    zoneRow->addStretch(1);
    zoneRow->addWidget(zoneLabel);
    zoneRow->addWidget(m_zone);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(betweenCards);
    layout->addWidget(m_field);
    layout->addWidget(m_effect);
    layout->addLayout(zoneRow);
    layout->addWidget(m_archives, 1);
    layout->addWidget(m_proof);
    setTabOrder(m_span, m_zone);
}

void RetentionPage::connectAll()
{
    connect(m_span, &QComboBox::activated, this, [this] {
        askForecast();
        emit changed();
    });
    connect(&m_forecast, &items::RetentionForecast::changed, this, &RetentionPage::showEffect);
    connect(m_effect, &Banner::acted, this, &RetentionPage::askForecast);
    connect(&m_integrity, &items::LogIntegrity::changed, this, &RetentionPage::showBeginning);
    connect(m_zone, &ZoneChooser::zoneChosen, this, &RetentionPage::setZone);
    connect(m_proof, &ProofCard::eventWanted, this,
        [this](qint64 number) { emit pageWanted(u"auditLog"_s, QString::number(number)); });
}

bool RetentionPage::isBusy() const
{
    return m_archives->isSaving();
}

QString RetentionPage::title() const
{
    return tr("Retention and archives");
}

QStringList RetentionPage::sectionKeys() const
{
    return {AuditRetention::key};
}

void RetentionPage::setSession(const platform::Session &session)
{
    const bool isAdministrator = session.role == platform::Role::Administrator;
    m_editor->setEditable(isAdministrator);
    m_field->setEditable(isAdministrator);
    m_proof->setMayCheck(isAdministrator);
}

void RetentionPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.auditRetention.keepFor;
    setValue(m_saved);
}

void RetentionPage::edit(const policy::Settings &draft)
{
    setValue(draft.auditRetention.keepFor);
    emit changed();
}

void RetentionPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = value() == sent.auditRetention.keepFor;
    const bool isOther = m_saved != now.settings.auditRetention.keepFor;
    m_saved = now.settings.auditRetention.keepFor;
    setValue(isAsSent ? m_saved : value());
    if (isOther && isVisible())
        refresh(); // What was deleted is gone from the archives.
}

void RetentionPage::revert()
{
    setValue(m_saved);
    emit changed();
}

bool RetentionPage::isChanged() const
{
    return value() != m_saved;
}

void RetentionPage::collect(policy::Settings &draft) const
{
    draft.auditRetention.keepFor = value();
}

QList<platform::FieldProblem> RetentionPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    m_field->setError({});
    QList<platform::FieldProblem> rest;
    for (const platform::FieldProblem &problem : problems) {
        if (problem.field == AuditRetention::key + u'.' + keepFor)
            m_field->setError(problem.message);
        else
            rest.append(problem);
    }
    if (m_field->hasError())
        focusOn(keepFor);
    return rest;
}

void RetentionPage::refresh()
{
    m_archives->refresh();
    m_integrity.refresh();
    m_logKey.refresh();
}

void RetentionPage::takeOver(Page &before)
{
    m_zone->setCurrentIndex(static_cast<const RetentionPage &>(before).m_zone->currentIndex());
    setZone(m_zone->zone());
}

void RetentionPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous())
        refresh();
}

RetentionPage::Span RetentionPage::value() const
{
    return Span(m_span->currentData().toInt());
}

void RetentionPage::setValue(Span value)
{
    m_span->setCurrentIndex(m_span->findData(int(value)));
    m_editor->setText(spanText(value));
    askForecast();
}

void RetentionPage::askForecast()
{
    m_field->setError({});
    if (items::isShorter(value(), m_saved))
        m_forecast.ask(value());
    else
        m_forecast.clear();
}

void RetentionPage::showEffect()
{
    const auto &loss = m_forecast.loss();
    if (value() == m_saved)
        return m_effect->tell(
            Tone::Hint, tr("Events are kept for %1, and then deleted for good.").arg(spanText(value())));
    if (!items::isShorter(value(), m_saved))
        return m_effect->tell(
            Tone::Hint, tr("Events are kept longer from then on. Those that are deleted already do not come back."));
    if (m_forecast.isAsking())
        return m_effect->tell(Tone::Hint, tr("Asking the platform what this would delete…"));
    if (m_forecast.failure())
        return m_effect->tell(Tone::Warning,
            tr("It could not be found out what this would delete. %1").arg(platform::toText(*m_forecast.failure())),
            tr("&Try again"));
    if (!loss || loss->effect.events == 0)
        return m_effect->tell(Tone::Good, tr("No event is that old: nothing would be deleted now."));
    m_effect->tell(Tone::Warning,
        tr("This deletes at once and for good: %1. You are asked before, and can save them first.")
            .arg(items::lossText(*loss, m_zone->zone())));
}

void RetentionPage::showBeginning()
{
    const auto &state = m_integrity.state();
    m_archives->setBeginning(state && state->isBeginningDeleted ? state->beginsAt.value_or(state->first) : 1);
}

void RetentionPage::setZone(const QTimeZone &zone)
{
    m_archives->setZone(zone);
    m_proof->setZone(zone);
    showEffect();
}

}
