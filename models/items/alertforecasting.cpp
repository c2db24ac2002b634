// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/alertforecasting.h"

#include "items/alertwords.h"
#include "policy/fieldvalidation.h"

namespace sekimori::items {

AlertForecasting::AlertForecasting(const platform::AlertsClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(editingPause);
    connect(&m_pause, &QTimer::timeout, this, &AlertForecasting::ask);
}

void AlertForecasting::setDraft(const policy::AuditAlerts &draft)
{
    if (draft == m_draft && m_isFresh)
        return;
    m_draft = draft;
    m_isFresh = false;
    m_asking = {};
    if (!m_isWanted)
        return;
    setState(State::Asking);
    m_pause.start();
}

void AlertForecasting::setWanted(bool isWanted)
{
    m_isWanted = isWanted;
    if (!isWanted) {
        m_pause.stop();
        m_asking = {};
        m_isFresh = false;
    } else if (!m_isFresh) {
        ask();
    }
}

void AlertForecasting::refresh()
{
    m_isFresh = false;
    if (m_isWanted)
        ask();
}

void AlertForecasting::ask()
{
    m_pause.stop();
    m_isFresh = true;
    Errors errors;
    policy::validate(m_draft, errors);
    if (!errors.isEmpty())
        return setState(State::Wrong);
    m_asking = m_client.forecast(m_draft, [this](const auto &answer) { take(answer); });
    setState(State::Asking);
}

void AlertForecasting::take(const platform::Answer<platform::AlertForecast> &answer)
{
    m_asking = {};
    m_forecast = answer ? std::optional(*answer) : std::nullopt;
    m_failure = answer ? std::nullopt : std::optional(answer.error());
    setState(answer ? State::Known : State::Failed);
}

void AlertForecasting::setState(State state)
{
    m_state = state;
    if (state != State::Known)
        m_forecast.reset();
    if (state != State::Failed)
        m_failure.reset();
    emit changed();
}

QString AlertForecasting::whyNot() const
{
    switch (m_state) {
    case State::Asking:
        return tr("Counting the mails of the last 7 days…");
    case State::Wrong:
        return tr("How many mails it would have been is counted once all mistakes are put right.");
    case State::Failed:
        return tr("How many mails it would have been could not be counted: %1").arg(platform::toText(*m_failure));
    case State::Idle:
    case State::Known:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

QString AlertForecasting::textOf(audit::Level level) const
{
    return m_forecast ? forecastText(m_forecast->levels.value(level), m_forecast->isPartial) : whyNot();
}

QString AlertForecasting::textOf(const QString &rule) const
{
    return m_forecast ? forecastText(m_forecast->rules.value(rule), m_forecast->isPartial) : whyNot();
}

QString AlertForecasting::cellTextOf(const QString &rule) const
{
    if (m_forecast)
        return forecastCellText(m_forecast->rules.value(rule), m_forecast->isPartial);
    return m_state == State::Asking ? tr("Counting…") : tr("Not known", "how many mails");
}

}
