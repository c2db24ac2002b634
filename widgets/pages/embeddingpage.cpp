// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/embeddingpage.h"

#include "controls/banner.h"
#include "controls/explainedchoices.h"
#include "pages/livepagecard.h"
#include "pages/originspanel.h"
#include "policy/fieldvalidation.h"

#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::Embedding;
using Protection = policy::Embedding::Protection;

namespace {

constexpr std::array protections{Protection::SameOrigin, Protection::Listed, Protection::Off};

/// The row that `embedding.origins[3]` names.
std::optional<int> rowOf(const QString &field)
{
    static const QRegularExpression pattern(uR"(^embedding\.origins\[(\d{1,4})\]$)"_s);
    const auto match = pattern.match(field);
    return match.hasMatch() ? std::optional(match.captured(1).toInt()) : std::nullopt;
}

/// In the order of `protections`.
QList<ExplainedChoices::Words> choices()
{
    return {
        {EmbeddingPage::tr("&Own pages only"), EmbeddingPage::tr("Own pages only"),
            EmbeddingPage::tr("No other site can show the tenant’s pages in a frame, so none can lay something over "
                              "them and catch clicks.")},
        {EmbeddingPage::tr("Li&sted origins"), EmbeddingPage::tr("Listed origins"),
            EmbeddingPage::tr("The sites in the list can show the pages in a frame, for example a portal. Cookies are "
                              "then set so that browsers send them in frames, too.")},
        {EmbeddingPage::tr("O&ff"), EmbeddingPage::tr("Off"),
            EmbeddingPage::tr("Every site on the Internet can show the pages in a frame. Nothing protects against "
                              "clickjacking.")},
    };
}

}

EmbeddingPage::EmbeddingPage(platform::LivePageClient &client, QWidget *parent)
    : Page(parent)
    , m_protection(new ExplainedChoices(choices(), this))
    , m_effect(new Banner(this))
    , m_origins(new OriginsPanel(this))
    , m_live(new LivePageCard(client, this))
{
    m_effect->setObjectName("effect"_L1);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addWidget(m_protection);
    layout->addWidget(m_effect);
    layout->addWidget(m_origins);
    layout->addWidget(m_live);
    layout->addStretch(1);
    connect(m_protection, &ExplainedChoices::changed, this, &EmbeddingPage::tellChanged);
    connect(&m_origins->model(), &items::OriginsModel::edited, this, &EmbeddingPage::tellChanged);
    showState();
}

QString EmbeddingPage::title() const
{
    return tr("Embedding");
}

QStringList EmbeddingPage::sectionKeys() const
{
    return {Embedding::key};
}

void EmbeddingPage::setSession(const platform::Session &session)
{
    m_editable = session.role == platform::Role::Administrator;
    m_protection->setEditable(m_editable);
    m_origins->setEditable(m_editable);
    showState();
}

void EmbeddingPage::load(const platform::SettingsState &state)
{
    takeSaved(state.settings.embedding);
    setValue(m_saved);
}

void EmbeddingPage::edit(const policy::Settings &draft)
{
    setValue(draft.embedding);
    emit changed();
}

void EmbeddingPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = value() == sent.embedding;
    takeSaved(now.settings.embedding);
    if (isAsSent)
        setValue(m_saved);
    showState();
}

void EmbeddingPage::revert()
{
    setValue(m_saved);
    m_origins->setTyped({});
    emit changed();
}

bool EmbeddingPage::isChanged() const
{
    return value() != m_saved;
}

void EmbeddingPage::collect(policy::Settings &draft) const
{
    draft.embedding = value();
}

Errors EmbeddingPage::problems() const
{
    Errors errors;
    policy::validate(value(), errors, QString(Embedding::key));
    return errors;
}

QList<platform::FieldProblem> EmbeddingPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    showState();
    QList<platform::FieldProblem> rest;
    QHash<int, QString> marks;
    std::optional<int> first;
    for (const platform::FieldProblem &problem : problems) {
        const auto row = rowOf(problem.field);
        if (row && *row < m_origins->model().rowCount()) {
            marks.insert(*row, problem.message);
            first = std::min(first.value_or(*row), *row);
        } else if (problem.field == "embedding.origins"_L1) {
            m_origins->setError(problem.message);
            m_origins->focusOnNew();
        } else {
            rest.append(problem);
        }
    }
    m_origins->model().mark(marks);
    if (first)
        m_origins->goTo(*first);
    return rest;
}

void EmbeddingPage::focusOn(const QString &field)
{
    if (field.startsWith("origins"_L1) && m_origins->isVisible())
        m_origins->focusOnNew();
    else if (m_editable)
        m_protection->focusOnChosen();
    else
        Page::focusOn(field);
}

void EmbeddingPage::takeOver(Page &before)
{
    m_origins->setTyped(static_cast<EmbeddingPage &>(before).m_origins->typed());
}

Embedding EmbeddingPage::value() const
{
    return {.protection = protections.at(std::size_t(m_protection->value())), .origins = m_origins->model().origins()};
}

void EmbeddingPage::setValue(const Embedding &value)
{
    m_protection->setValue(int(std::ranges::find(protections, value.protection) - protections.begin()));
    m_origins->model().setOrigins(value.origins);
    showState();
}

void EmbeddingPage::takeSaved(const Embedding &saved)
{
    m_saved = saved;
    m_live->setSaved(saved);
}

void EmbeddingPage::tellChanged()
{
    showState();
    emit changed();
}

void EmbeddingPage::showState()
{
    const Embedding draft = value();
    m_live->setDiffers(draft != m_saved);
    m_origins->setVisible(draft.protection == Protection::Listed);
    m_origins->setError({});
    switch (draft.protection) {
    case Protection::SameOrigin:
        return m_effect->clear();
    case Protection::Listed:
        return m_effect->tell(Tone::Hint,
            tr("Whoever runs a listed site could mislead people who sign in there. List only sites that you trust."));
    case Protection::Off:
        return m_effect->tell(Tone::Warning,
            tr("With the protection off, a hostile site can show the sign-in page as if it were its own part, and lead "
               "people’s clicks astray."));
    }
}

}
