// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "edge/pages.h"
#include "edge/passage.h"
#include "http/request.h"
#include "http/response.h"
#include "http/router.h"

#include <QJsonObject>

#include <chrono>

namespace sekimori::platformd {

inline constexpr Message GateNoTenant{
    "gate.noTenant", QT_TRANSLATE_NOOP("Messages", "Nobody here is called “%1”. Check the address.")};
inline constexpr Message GateDenied{"gate.denied",
    QT_TRANSLATE_NOOP("Messages",
        "This site does not let in requests from your address, %1. Use a network that it lets in, or ask its "
        "administrator to allow this one.")};
inline constexpr Message GateBasicNeeded{"gate.basicNeeded",
    QT_TRANSLATE_NOOP("Messages",
        "From your address, %1, this site asks for a user name and a password. Ask your "
        "administrator for them if you do not have them.")};
inline constexpr Message GateBasicWrong{"gate.basicWrong",
    QT_TRANSLATE_NOOP("Messages",
        "The user name or the password is not right. Type both again; capital and small letters "
        "differ.")};
inline constexpr Message GateTooManyGuesses{"gate.tooManyGuesses",
    QT_TRANSLATE_NOOP(
        "Messages", "Too many wrong passwords came from your address, %1. Wait %2 seconds before you try again.")};

/// The answers of the gate to those it does not let through: a problem for programs, a page for people.
class GateAnswers {
public:
    /// What the client prefers; where it says nothing of use, what the tenant speaks.
    Language languageOf(const Request &request, const TenantState *tenant = nullptr) const;

    Response noTenant(const Request &request, const Language &language) const;
    Response refused(const Request &request, const Passage &passage) const;
    Response tooManyGuesses(const Request &request, const Passage &passage, std::chrono::seconds wait) const;
    /// For a request that was let in and that no page answers.
    Response missed(const Request &request, const Passage &passage, const Router::Miss &miss) const;

    /// @p text as a page for people; for programs its paragraphs as a problem, with @p extra members.
    Response answer(const Request &request, const Language &language, int status, const PageText &text,
        const QJsonObject &extra = {}) const;

private:
    Languages m_languages;
    Pages m_pages;
};

/// Why @p decision, about a request from @p client, lets nobody in.
Error gateRefusal(const policy::AccessDecision &decision, const QString &client);

/// Programs get problems: whatever asks for the API, or says that it prefers JSON.
bool wantsProblem(const Request &request);

}
