// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/basicauthpage.h"

#include "controls/banner.h"
#include "controls/tone.h"
#include "items/zonedtime.h"
#include "pages/basicpairform.h"
#include "pages/secondpairform.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::BasicAuth;
using Mode = policy::IpRestriction::Mode;

namespace {

/// The rest of @p path below @p parent; empty where it does not begin with that.
QString below(const QString &path, const QString &parent)
{
    return path.startsWith(parent + u'.') ? path.sliced(parent.size() + 1) : QString();
}

/// What was entered since is kept; what was sent is stored by now, and what is entered begins anew.
policy::Secret followed(const policy::Secret &mine, const policy::Secret &sent, const policy::Secret &now)
{
    policy::Secret followed = now;
    if (mine.entered != sent.entered)
        followed.entered = mine.entered;
    return followed;
}

QLabel *heading(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

}

BasicAuthPage::BasicAuthPage(QWidget *parent)
    : Page(parent)
    , m_enabled(new QCheckBox(tr("Ask addresses that are not let in &for a user name and password"), this))
    , m_enabledText(new QLabel(this))
    , m_restriction(new Banner(this))
    , m_pair(new BasicPairForm({tr("&User name"), tr("&Password")}, this))
    , m_second(new SecondPairForm(this))
    , m_effect(new Banner(this))
{
    m_enabled->setObjectName("enabled"_L1);
    m_restriction->setObjectName("restriction"_L1);
    m_effect->setObjectName("effect"_L1);
    layOut();

    connect(m_enabled, &QCheckBox::clicked, this, &BasicAuthPage::tellChanged);
    connect(m_pair, &BasicPairForm::changed, this, &BasicAuthPage::tellChanged);
    connect(m_second, &SecondPairForm::changed, this, &BasicAuthPage::tellChanged);
    connect(m_restriction, &Banner::acted, this, [this] { emit pageWanted(policy::IpRestriction::key); });
}

void BasicAuthPage::layOut()
{
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addWidget(m_enabled);
    layout->addWidget(m_enabledText);
    layout->addWidget(m_restriction);
    layout->addWidget(m_effect);
    layout->addSpacing(6);
    layout->addWidget(heading(tr("Shared user name and password")));
    layout->addWidget(m_pair);
    layout->addSpacing(6);
    layout->addWidget(heading(tr("Changing over")));
    layout->addWidget(m_second);
    layout->addStretch(1);
}

QString BasicAuthPage::title() const
{
    return tr("Basic authentication");
}

QStringList BasicAuthPage::sectionKeys() const
{
    return {BasicAuth::key};
}

void BasicAuthPage::setSession(const platform::Session &session)
{
    m_editable = session.role == platform::Role::Administrator;
    m_enabled->setVisible(m_editable);
    m_enabledText->setVisible(!m_editable);
    m_pair->setEditable(m_editable);
    m_second->setEditable(m_editable);
    showEffect();
}

void BasicAuthPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.basicAuth;
    m_whole = state.settings;
    setValue(m_saved);
}

void BasicAuthPage::edit(const policy::Settings &draft)
{
    setValue(draft.basicAuth);
    emit changed();
}

void BasicAuthPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const BasicAuth mine = value();
    const bool isAsSent = mine == sent.basicAuth;
    m_saved = now.settings.basicAuth;
    BasicAuth next = isAsSent ? m_saved : mine;
    next.pair.password = followed(mine.pair.password, sent.basicAuth.pair.password, m_saved.pair.password);
    next.second.password = followed(mine.second.password, sent.basicAuth.second.password, m_saved.second.password);
    setValue(next);
}

void BasicAuthPage::revert()
{
    setValue(m_saved);
    emit changed();
}

bool BasicAuthPage::isChanged() const
{
    return value() != m_saved;
}

void BasicAuthPage::collect(policy::Settings &draft) const
{
    draft.basicAuth = value();
}

Errors BasicAuthPage::problems() const
{
    policy::Settings draft = m_whole;
    collect(draft);
    Errors errors = policy::validateWhole(draft);
    errors.removeIf([](const Error &error) { return below(error.field, BasicAuth::key).isEmpty(); });
    return errors;
}

QList<platform::FieldProblem> BasicAuthPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    setValue(value());
    QList<platform::FieldProblem> rest;
    QString first;
    for (const platform::FieldProblem &problem : problems) {
        if (!showProblem(problem))
            rest.append(problem);
        else if (first.isEmpty())
            first = below(problem.field, BasicAuth::key);
    }
    if (first == "enabled"_L1)
        m_restriction->button()->setFocus();
    else if (!first.isEmpty())
        focusOn(first);
    return rest;
}

bool BasicAuthPage::showProblem(const platform::FieldProblem &problem)
{
    const QString field = below(problem.field, BasicAuth::key);
    if (field == "enabled"_L1) {
        m_restriction->tell(Tone::Error, problem.message, tr("&Go to IP address restriction"));
        return true;
    }
    if (const QString name = below(field, u"pair"_s); !name.isEmpty())
        return m_pair->showProblem(name, problem.message);
    if (const QString name = below(field, u"second"_s); !name.isEmpty())
        return m_second->showProblem(name, problem.message);
    return false;
}

void BasicAuthPage::focusOn(const QString &field)
{
    if (const QString name = below(field, u"pair"_s); !name.isEmpty())
        m_pair->focusOn(name);
    else if (const QString inSecond = below(field, u"second"_s); !inSecond.isEmpty())
        m_second->focusOn(inSecond);
    else
        Page::focusOn(field);
}

void BasicAuthPage::showWhole(const policy::Settings &whole)
{
    m_whole = whole;
    showEffect();
}

BasicAuth BasicAuthPage::value() const
{
    return {m_enabled->isChecked(), m_pair->value(), m_second->value()};
}

void BasicAuthPage::setValue(const BasicAuth &value)
{
    m_enabled->setChecked(value.enabled);
    m_pair->setValue(value.pair);
    m_second->setValue(value.second);
    showEffect();
}

void BasicAuthPage::tellChanged()
{
    showEffect();
    emit changed();
}

void BasicAuthPage::showEffect()
{
    const BasicAuth draft = value();
    showSwitch(draft);
    m_effect->tell(draft.enabled ? Tone::Hint : Tone::Neutral, whoIsAsked(draft));
}

void BasicAuthPage::showSwitch(const BasicAuth &draft)
{
    const bool isPossible = m_whole.ipRestriction.mode != Mode::AllowAll;
    // Switching off stays possible, or there would be no way back from here.
    m_enabled->setEnabled(isPossible || draft.enabled);
    m_enabledText->setText(draft.enabled ? tr("Addresses that are not let in are asked for a user name and password.")
                                         : tr("Basic authentication is off."));
    m_pair->setClearable(!draft.enabled);
    if (isPossible || !m_editable) {
        m_restriction->clear();
        m_enabled->setToolTip({});
        return;
    }
    const QString reason
        = tr("“Allow all” lets every address in, so that there is nobody to ask. Choose “allow listed” or "
             "“deny all” first; both changes can be applied in one step.");
    m_enabled->setToolTip(reason);
    m_restriction->tell(draft.enabled ? Tone::Error : Tone::Hint, reason, tr("&Go to IP address restriction"));
}

QString BasicAuthPage::whoIsAsked(const BasicAuth &draft) const
{
    const Mode mode = m_whole.ipRestriction.mode;
    const auto listed = m_whole.ipRestriction.entries.size();
    if (mode == Mode::AllowAll)
        return tr("Nobody is asked: every address is let in.");
    if (!draft.enabled)
        return mode == Mode::DenyAll ? tr("Nobody is asked, and nobody gets in.")
                                     : tr("Nobody is asked: addresses that are not listed are turned away.");
    QString text;
    if (mode == Mode::DenyAll)
        text = tr("Everybody is asked, from whatever address.");
    else if (listed == 0)
        text = tr("Everybody is asked, because no address is listed.");
    else
        text = tr("Addresses in the %Ln entries of the list get in without being asked. Everybody else is asked.",
            nullptr, int(listed));
    if (draft.second.endsAt > QDateTime::currentDateTimeUtc())
        text += u' '
            + tr("Until %1 the second pair is accepted too.")
                  .arg(items::zonedText(draft.second.endsAt, QTimeZone::systemTimeZone()));
    return text;
}

}
