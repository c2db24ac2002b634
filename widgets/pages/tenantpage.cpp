// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/tenantpage.h"

#include "controls/formfield.h"
#include "controls/timezonefield.h"
#include "error/messages.h"
#include "pages/tenantaddresses.h"
#include "policy/fieldvalidation.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::Language;
using policy::Tenant;

namespace {

constexpr int widestEditor = 560;
constexpr QLatin1StringView displayName{"displayName"};
constexpr QLatin1StringView timeZone{"timeZone"};
constexpr QLatin1StringView language{"language"};

/// Each by its own name, so that everybody finds his own.
QString ownName(Language spoken)
{
    switch (spoken) {
    case Language::English:
        return u"English"_s;
    case Language::Japanese:
        return u"日本語"_s;
    case Language::TraditionalChinese:
        return u"繁體中文"_s;
    }
    Q_UNREACHABLE_RETURN({});
}

}

TenantPage::TenantPage(const QString &hostName, QWidget *parent)
    : Page(parent)
    , m_hostName(hostName)
    , m_name(new QLineEdit(this))
    , m_zone(new TimeZoneField(this))
    , m_language(new QComboBox(this))
    , m_languageText(new QLineEdit(this))
    , m_address(new QLineEdit(this))
{
    const auto longest = *policy::limitsOf<Tenant>(displayName).maximum;
    m_name->setObjectName(displayName);
    m_name->setMaxLength(int(longest));
    m_language->setObjectName(language);
    m_languageText->setObjectName("languageText"_L1);
    m_address->setObjectName("address"_L1);
    m_nameField = new FormField(tr("&Name"), m_name,
        tr("At the top of this window, on the sign-in page and in mails. 1 to %1 characters.").arg(longest), this);
    m_zoneField = new FormField(tr("Time &zone"), m_zone,
        tr("Client certificates end with a day of this time zone; mails and exported logs tell their times by it."),
        this);
    const QString languageHelp
        = tr("For mails, and for pages where a browser asks for none of the three languages. The language of this "
             "console is chosen in its menu.");
    m_languageField = new FormField(tr("&Language"), m_language, languageHelp, this);
    m_languageTextField = new FormField(tr("Language"), m_languageText, languageHelp, this);
    m_addressField = new FormField(tr("Address"), m_address, {}, this);
    fillLanguages();
    layOut();
    connect(m_name, &QLineEdit::textEdited, this, &TenantPage::tellChanged);
    connect(m_zone, &TimeZoneField::changed, this, &TenantPage::tellChanged);
    connect(m_language, &QComboBox::activated, this, &TenantPage::tellChanged);
}

void TenantPage::fillLanguages()
{
    for (const auto &[each, tag] : policy::EnumNames<Language>::names)
        m_language->addItem(ownName(each), QVariant::fromValue(int(each)));
}

void TenantPage::layOut()
{
    for (QLineEdit *text : {m_languageText, m_address}) {
        text->setReadOnly(true);
        text->setFrame(false);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(16);
    for (FormField *field : {m_nameField, m_zoneField, m_languageField, m_languageTextField, m_addressField}) {
        field->setMaximumWidth(widestEditor);
        layout->addWidget(field);
    }
    m_addressField->setEditable(false);
    m_languageTextField->setEditable(false);
    layout->addStretch(1);
}

QString TenantPage::title() const
{
    return tr("Tenant");
}

QStringList TenantPage::sectionKeys() const
{
    return {Tenant::key};
}

void TenantPage::setSession(const platform::Session &session)
{
    const bool editable = session.role == platform::Role::Administrator;
    m_name->setReadOnly(!editable);
    m_name->setFrame(editable);
    m_zone->setEditable(editable);
    for (FormField *field : {m_nameField, m_zoneField})
        field->setEditable(editable);
    m_languageField->setVisible(editable);
    m_languageTextField->setVisible(!editable);
}

void TenantPage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.tenant;
    setValue(m_saved);
    showAddress(state.settings.subdomain.name);
}

void TenantPage::edit(const policy::Settings &draft)
{
    setValue(draft.tenant);
    emit changed();
}

void TenantPage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = value() == sent.tenant;
    m_saved = now.settings.tenant;
    if (isAsSent)
        setValue(m_saved);
    showAddress(now.settings.subdomain.name);
}

void TenantPage::revert()
{
    setValue(m_saved);
    emit changed();
}

bool TenantPage::isChanged() const
{
    return value() != m_saved;
}

void TenantPage::collect(policy::Settings &draft) const
{
    draft.tenant = value();
}

Errors TenantPage::problems() const
{
    Errors errors;
    policy::validate(value(), errors, QString(Tenant::key));
    return errors;
}

QList<platform::FieldProblem> TenantPage::showProblems(const QList<platform::FieldProblem> &problems)
{
    judge();
    QList<platform::FieldProblem> rest;
    QString first;
    for (const platform::FieldProblem &problem : problems) {
        const bool isHere = problem.field.section(u'.', 0, 0) == Tenant::key;
        const QString field = problem.field.section(u'.', 1);
        if (!isHere || !showProblem(field, problem.message))
            rest.append(problem);
        else if (first.isEmpty())
            first = field;
    }
    if (!first.isEmpty())
        focusOn(first);
    return rest;
}

Tenant TenantPage::value() const
{
    return {m_name->text(), m_zone->value(), Language(m_language->currentData().toInt())};
}

void TenantPage::setValue(const Tenant &value)
{
    if (m_name->text() != value.displayName)
        m_name->setText(value.displayName);
    m_zone->setValue(value.timeZone);
    m_language->setCurrentIndex(m_language->findData(int(value.language)));
    m_languageText->setText(ownName(value.language));
    judge();
}

void TenantPage::tellChanged()
{
    judge();
    emit changed();
}

void TenantPage::judge()
{
    for (FormField *field : {m_nameField, m_zoneField, m_languageField})
        field->setError({});
    Errors errors;
    policy::validate(value(), errors);
    for (const Error &error : std::as_const(errors))
        showProblem(error.field, renderMessage(error));
}

bool TenantPage::showProblem(const QString &field, const QString &message)
{
    const QList<std::pair<QLatin1StringView, FormField *>> places{
        {displayName, m_nameField}, {timeZone, m_zoneField}, {language, m_languageField}};
    for (const auto &[name, place] : places) {
        if (name == field)
            place->setError(message);
    }
    return std::ranges::any_of(places, [&](const auto &place) { return place.first == field; });
}

void TenantPage::showAddress(const QString &subdomain)
{
    const QString host = TenantAddresses::of(m_hostName, subdomain).main;
    m_address->setText(host.isEmpty() ? subdomain : u"https://%1"_s.arg(host));
    m_addressField->setHelp(
        tr("“%1” is the tenant's subdomain, its name in all of its addresses. The page Subdomain changes it.")
            .arg(subdomain));
}

}
