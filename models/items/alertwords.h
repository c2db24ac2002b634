// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/alertsclient.h"

#include <QTimeZone>

#include <chrono>
#include <optional>

/// Alerts and their mails in words.
namespace sekimori::items {

/// `At once`, `Every 15 minutes` …
QString paceText(policy::AlertPace pace);
/// What a draft would have sent in the last 7 days.
QString forecastText(const platform::AlertForecast::Count &count, bool isPartial);
/// The same for a cell: `12 mails`.
QString forecastCellText(const platform::AlertForecast::Count &count, bool isPartial);

/// `Waiting`, `Given up` …
QString stateText(platform::DeliveryState state);
QString kindText(platform::MailKind kind);
/// What a mail was sent for: `Critical`, `Rule “Night”`, `Daily checkpoint`; of a test mail that it was one.
QString topicText(const platform::Delivery &delivery);
/// A topic by itself, as the filter of the delivery log has it.
QString topicText(const QString &topic);
/// `Number 17`, `Numbers 17 to 40 (12 events)`; empty where a mail tells of none.
QString eventsText(const platform::Delivery &delivery);
/// How far the recipients are, those that need somebody first: `1 given up, 2 sent`.
QString recipientsText(const platform::Delivery &delivery);
/// The state that a delivery as a whole is shown by: the one that needs somebody most.
platform::DeliveryState stateOf(const platform::Delivery &delivery);
/// How an attempt ended, in words.
QString outcomeText(const QString &outcome);

/// So long a server may put a mail off before anybody has to know: many do so with the first of an unknown sender.
inline constexpr std::chrono::minutes usualDelay{10};
/// What keeps mail from leaving.
struct MailTrouble {
    QString what;
    QString why;
};
/// None: nothing does, or not for long.
std::optional<MailTrouble> mailTrouble(
    const platform::MailSummary &summary, const QDateTime &now, const QTimeZone &zone);

/// Whether a real event would now have reached the same people as a test that went to @p tested.
QString comparedText(const platform::TestMail &mail, const QStringList &tested);

}
