// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/alerts.h"

#include "alerts/alertforecast.h"
#include "alerts/testmail.h"
#include "api/askedonce.h"
#include "api/auditquestion.h"
#include "api/requestbody.h"
#include "error/excerpt.h"

using namespace Qt::StringLiterals;

namespace sekimori::platformd {
namespace {

constexpr qsizetype longestRuleName = 64;
constexpr std::chrono::seconds longestForecast{2};

/// What a test is about, as its body says.
struct TestQuestion {
    std::optional<audit::Level> level;
    QString rule;
    std::optional<QString> filter; ///< of the rule, as it is drafted
    QStringList addresses;
};

QStringList levelNames()
{
    QStringList names;
    for (int level = 0; level <= int(audit::Level::Critical); ++level)
        names << audit::nameOf(audit::Level(level));
    return names;
}

QStringList addressesIn(const QJsonValue &json, Errors &errors)
{
    const QString field = u"addresses"_s;
    QStringList addresses;
    policy::fromJson(json, addresses, policy::JsonReading{policy::JsonUse::Request, errors, field});
    if (!errors.isEmpty())
        return addresses;
    if (addresses.isEmpty())
        errors << Error{ErrorKind::Invalid, TestForNobody, {}, field};
    else if (const auto tooMany = policy::atMost(policy::mostAlertAddresses).check(addresses))
        errors << tooMany->under(field);
    policy::checkMailAddresses(field, addresses, errors);
    return addresses;
}

void readRule(const QJsonObject &body, TestQuestion &question, Errors &errors)
{
    question.rule = body["rule"_L1].toString();
    if (question.rule.isEmpty() || question.rule.size() > longestRuleName)
        errors << Error{ErrorKind::Invalid, BodyFieldNotText, {QString::number(longestRuleName)}, u"rule"_s};
    if (!body.contains("filter"_L1))
        return;
    question.filter = body["filter"_L1].toString();
    if (question.filter->isEmpty() || question.filter->toUcs4().size() > policy::mostAlertFilter)
        errors << Error{ErrorKind::Invalid, BodyFieldNotText, {QString::number(policy::mostAlertFilter)}, u"filter"_s};
}

std::expected<TestQuestion, Errors> testQuestion(const QJsonObject &body)
{
    const bool isOfRule = body.contains("rule"_L1);
    QStringList fields{u"addresses"_s, isOfRule ? u"rule"_s : u"level"_s};
    if (isOfRule && body.contains("filter"_L1))
        fields << u"filter"_s;
    Errors errors = problemsOfShape(body, fields);
    if (!errors.isEmpty())
        return std::unexpected(errors);
    TestQuestion question;
    question.addresses = addressesIn(body["addresses"_L1], errors);
    if (isOfRule) {
        readRule(body, question, errors);
    } else {
        const QString name = body["level"_L1].toString();
        question.level = audit::levelNamed(name);
        if (!question.level)
            errors << Error{ErrorKind::Invalid, policy::messages::UnknownName,
                {excerpt(name), levelNames().join(u", ")}, u"level"_s};
    }
    if (!errors.isEmpty())
        return std::unexpected(errors);
    return question;
}

QString topicOf(const TestQuestion &question)
{
    return question.level ? QString(audit::nameOf(*question.level)) : topicOfRule(question.rule);
}

/// @p real: what is in force about it; null: nothing is.
TestMail testMailOf(const TestQuestion &question, const AlertTopic *real, const QString &askedBy)
{
    // What a rule tells of may be of any level, and somebody waits for the test.
    return {
        .topic = topicOf(question),
        .level = question.level.value_or(audit::Level::Critical),
        .ruleName = question.rule,
        .recipients = question.addresses,
        .realRecipients = real && real->isOn ? real->rule.addresses : QStringList(),
        .askedBy = askedBy,
    };
}

/// How what is in force stands to what was tested.
QJsonObject realJson(const TestQuestion &question, const AlertTopic *real, const QStringList &recipients)
{
    const bool hasSamePeople = policy::areSameMailboxes(question.addresses, recipients);
    const bool hasSameFilter = !question.filter || (real && question.filter->trimmed() == real->rule.filter.trimmed());
    QString state = u"other"_s;
    if (!real)
        state = u"none"_s;
    else if (!real->isOn)
        state = u"off"_s;
    else if (hasSamePeople && hasSameFilter)
        state = u"same"_s;
    return {{u"recipients"_s, QJsonArray::fromStringList(recipients)}, {u"state"_s, state}, {u"same"_s, hasSamePeople},
        {u"sameFilter"_s, hasSameFilter}};
}

QJsonObject toJson(const ForecastCount &count)
{
    return {{u"events"_s, count.events}, {u"mails"_s, count.mails}, {u"heldBack"_s, count.heldBack}};
}

QJsonObject toJson(const AlertForecast &forecast, const AlertPlan &plan)
{
    QJsonObject levels;
    QJsonArray rules;
    for (qsizetype i = 0; i < plan.topics.size(); ++i) {
        const AlertTopic &topic = plan.topics[i];
        QJsonObject count = toJson(forecast.counts[i]);
        if (topic.level) {
            levels.insert(audit::nameOf(*topic.level), count);
        } else {
            count.insert(u"name"_s, topic.rule.name);
            rules.append(count);
        }
    }
    return {
        {u"since"_s, audit::toText(forecast.since)},
        {u"until"_s, audit::toText(forecast.until)},
        {u"levels"_s, levels},
        {u"rules"_s, rules},
        {u"isPartial"_s, forecast.isPartial},
    };
}

}

Response postAlertTest(const Call &call, ApiParts &parts)
{
    const auto body = jsonBody(call.request);
    if (!body)
        return call.refuse(body.error());
    const auto question = testQuestion(*body);
    if (!question)
        return call.refuse(question.error());
    const auto asked = askedOnce(call);
    if (!asked)
        return call.refuse(asked.error());
    Author by = call.author();
    by.at = parts.tenants.now();
    const policy::Settings &inForce = call.passage.tenant->settings;
    const auto plan = AlertPlan::withAll(inForce.auditAlerts, alertReading(inForce.tenant, *by.at));
    const AlertTopic *real = plan.find(topicOf(*question));
    const TestMail test = testMailOf(*question, real, call.session.loginName);
    const OutgoingMail mail = parts.alertMails.test(*call.passage.tenant, test);
    const auto sent = parts.tenants.store().write([&](Transaction &transaction) {
        return answerOnce(transaction.database(), *asked, *by.at, [&] {
            return sendTestMail(transaction, call.passage.tenant->id, test, mail, by).transform([&](MailId queued) {
                return jsonAnswer(202,
                    {{u"mail"_s, queued.value}, {u"recipients"_s, QJsonArray::fromStringList(test.recipients)},
                        {u"real"_s, realJson(*question, real, test.realRecipients)}});
            });
        });
    });
    if (!sent) {
        Response response = call.refuse(sent.error());
        if (sent.error().is(messages::TooManyTestMails))
            response.headers.set("Retry-After", "60");
        return response;
    }
    return responseOf(*sent);
}

Response postAlertForecast(const Call &call, ApiParts &parts)
{
    const auto body = jsonBody(call.request);
    if (!body)
        return call.refuse(body.error());
    const QString section = policy::AuditAlerts::key;
    if (const Errors errors = problemsOfShape(*body, {section}); !errors.isEmpty())
        return call.refuse(errors);
    const TenantState &tenant = *call.passage.tenant;
    policy::Settings drafted = tenant.settings;
    const Errors errors = policy::readSection(drafted, section, body->value(section), policy::JsonUse::Request);
    if (!errors.isEmpty())
        return call.refuse(errors);
    const auto now = parts.tenants.now();
    const auto reading = alertReading(drafted.tenant, now);
    if (const auto mistakes = mistakesOf(drafted.auditAlerts.rules, reading); !mistakes.isEmpty()) {
        const QTranslator *translator = call.passage.language.translator;
        return problemWithDetails(errorsOf(mistakes), translator, placesOf(mistakes, translator));
    }
    const auto right = parts.searchPlaces.take(tenant.id);
    if (!right)
        return tooManySearches(call, right.error());
    const AlertPlan plan = AlertPlan::withAll(drafted.auditAlerts, reading);
    const auto end = std::chrono::steady_clock::now() + longestForecast;
    const auto forecast = parts.tenants.store().search(
        [&](Database &database) { return forecastAlerts(database, tenant.id, plan, now, end); });
    return forecast ? json(200, toJson(*forecast, plan)) : call.refuse(forecast.error());
}

}
