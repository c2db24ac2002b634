// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/loginpagepage.h"

#include "controls/card.h"
#include "controls/formfield.h"
#include "controls/tone.h"
#include "error/messages.h"
#include "pages/pageimagefield.h"
#include "pages/signinpreview.h"
#include "policy/fieldvalidation.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

using policy::Language;
using policy::LoginPage;

namespace messages {
constexpr Message ImageUnderWay{"image.underWay",
    QT_TRANSLATE_NOOP("Messages", "The image is still on its way to the platform. Apply when it has arrived.")};
}

namespace {

constexpr int widestForm = 760;
constexpr QLatin1StringView titleField{"title"};
constexpr QLatin1StringView imageField{"image"};
constexpr QLatin1StringView messageField{"failureMessage"};

QString messagePath(Language language)
{
    return u"%1.%2"_s.arg(messageField, policy::nameOf(language));
}

}

LoginPagePage::LoginPagePage(platform::ImageClient &images, Asker &asker, QWidget *parent)
    : Page(parent)
    , m_title(new QLineEdit(this))
    , m_image(new PageImageField(images, asker, this))
{
    m_title->setObjectName(titleField);
    m_title->setMaxLength(int(*policy::limitsOf<LoginPage>(titleField).maximum));
    m_titleField = new FormField(tr("&Title"), m_title, tr("Stands above the form. Empty: the tenant’s name."), this);
    m_image->setObjectName(imageField);
    addMessage(Language::English, tr("In &English"));
    addMessage(Language::Japanese, tr("In &Japanese"));
    addMessage(Language::TraditionalChinese, tr("In Trad&itional Chinese"));
    m_preview = new SignInPreview(this);
    layOut();
    connect(m_title, &QLineEdit::textEdited, this, &LoginPagePage::tellChanged);
    connect(m_image, &PageImageField::changed, this, &LoginPagePage::tellChanged);
    connect(m_image, &PageImageField::pictureChanged, this, &LoginPagePage::showPreview);
}

void LoginPagePage::addMessage(Language language, const QString &label)
{
    auto *editor = new QLineEdit(this);
    editor->setObjectName(messagePath(language));
    editor->setMaxLength(300);
    editor->setPlaceholderText(SignInSketch::usualFailure(language));
    m_messages.append({language, editor, new FormField(label, editor, {}, this)});
    connect(editor, &QLineEdit::textEdited, this, [this, language] {
        m_preview->chooseLanguage(language);
        tellChanged();
    });
}

QWidget *LoginPagePage::makeForm()
{
    auto *form = new QWidget(this);
    form->setMaximumWidth(widestForm);
    auto *image = new QVBoxLayout;
    image->setSpacing(4);
    image->addWidget(new QLabel(tr("Image"), form));
    image->addWidget(m_image);
    auto *messages = new QVBoxLayout;
    messages->setSpacing(8);
    auto *heading = new QLabel(tr("Message on a failed sign-in"), form);
    QFont bold = heading->font();
    bold.setBold(true);
    heading->setFont(bold);
    messages->addWidget(heading);
    messages->addWidget(explanationLabel(
        tr("In place of the platform’s own words, which stand in the fields in grey: for example whom to call. Say "
           "nothing here that strangers should not know."),
        form));
    for (const Message &message : std::as_const(m_messages))
        messages->addWidget(message.field);
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    layout->addWidget(m_titleField);
    layout->addLayout(image);
    layout->addLayout(messages);
    return form;
}

void LoginPagePage::layOut()
{
    auto *card = new Card(tr("Preview"), this);
    card->body()->addWidget(m_preview);
    card->body()->addWidget(explanationLabel(
        tr("Drawn by this console by the measures of the page, with what is edited. Browsers may have another font."),
        card));
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(16);
    layout->addWidget(makeForm());
    layout->addWidget(card);
    layout->addStretch(1);
}

bool LoginPagePage::isBusy() const
{
    return m_image->isUnderWay();
}

QString LoginPagePage::title() const
{
    return tr("Login page");
}

QStringList LoginPagePage::sectionKeys() const
{
    return {LoginPage::key};
}

void LoginPagePage::setSession(const platform::Session &session)
{
    const bool editable = session.role == platform::Role::Administrator;
    m_image->setEditable(editable);
    m_title->setReadOnly(!editable);
    m_title->setFrame(editable);
    m_titleField->setEditable(editable);
    for (const Message &message : std::as_const(m_messages)) {
        message.editor->setReadOnly(!editable);
        message.editor->setFrame(editable);
        message.field->setEditable(editable);
    }
}

void LoginPagePage::load(const platform::SettingsState &state)
{
    m_saved = state.settings.loginPage;
    setValue(m_saved);
    showWhole(state.settings);
}

void LoginPagePage::edit(const policy::Settings &draft)
{
    setValue(draft.loginPage);
    emit changed();
}

void LoginPagePage::applied(const policy::Settings &sent, const platform::SettingsState &now)
{
    const bool isAsSent = value() == sent.loginPage;
    m_saved = now.settings.loginPage;
    if (isAsSent)
        setValue(m_saved);
}

void LoginPagePage::revert()
{
    m_image->cancel();
    setValue(m_saved);
    emit changed();
}

bool LoginPagePage::isChanged() const
{
    return m_image->isUnderWay() || value() != m_saved;
}

void LoginPagePage::collect(policy::Settings &draft) const
{
    draft.loginPage = value();
}

Errors LoginPagePage::problems() const
{
    Errors errors;
    policy::validate(value(), errors, QString(LoginPage::key));
    if (m_image->isUnderWay())
        errors.append(Error{ErrorKind::Invalid, messages::ImageUnderWay, {}, u"loginPage.image"_s});
    return errors;
}

QList<platform::FieldProblem> LoginPagePage::showProblems(const QList<platform::FieldProblem> &problems)
{
    judge();
    QList<platform::FieldProblem> rest;
    QString first;
    for (const platform::FieldProblem &problem : problems) {
        if (!showProblem(problem))
            rest.append(problem);
        else if (first.isEmpty())
            first = problem.field.section(u'.', 1);
    }
    if (!first.isEmpty())
        focusOn(first);
    return rest;
}

bool LoginPagePage::showProblem(const platform::FieldProblem &problem)
{
    if (problem.field.section(u'.', 0, 0) != LoginPage::key)
        return false;
    const QString field = problem.field.section(u'.', 1);
    if (field == titleField)
        m_titleField->setError(problem.message);
    else if (field.startsWith(imageField))
        m_image->setError(problem.message);
    else if (const auto message
        = std::ranges::find(m_messages, field, [](const Message &each) { return messagePath(each.language); });
        message != m_messages.end())
        message->field->setError(problem.message);
    else
        return false;
    return true;
}

void LoginPagePage::focusOn(const QString &field)
{
    Page::focusOn(field == messageField               ? messagePath(Language::English)
            : field.section(u'.', 0, 0) == imageField ? u"chooseImage"_s
                                                      : field);
}

void LoginPagePage::takeOver(Page &before)
{
    const auto &page = static_cast<const LoginPagePage &>(before);
    m_image->takeOver(*page.m_image);
    m_preview->takeOver(*page.m_preview);
}

void LoginPagePage::showWhole(const policy::Settings &whole)
{
    m_tenantName = whole.tenant.displayName;
    m_titleField->setHelp(tr("Stands above the form. Empty: the tenant’s name, “%1”.").arg(m_tenantName));
    showPreview();
}

LoginPage LoginPagePage::value() const
{
    LoginPage page{.title = m_title->text(), .image = m_image->value(), .failureMessage = {}};
    for (const Message &message : m_messages) {
        if (!message.editor->text().isEmpty())
            page.failureMessage.insert(message.language, message.editor->text());
    }
    return page;
}

void LoginPagePage::setValue(const LoginPage &value)
{
    const auto show = [](QLineEdit *editor, const QString &text) {
        if (editor->text() != text)
            editor->setText(text);
    };
    show(m_title, value.title);
    m_image->setValue(value.image);
    for (const Message &message : std::as_const(m_messages))
        show(message.editor, value.failureMessage.value(message.language));
    judge();
    showPreview();
}

void LoginPagePage::tellChanged()
{
    judge();
    showPreview();
    emit changed();
}

void LoginPagePage::judge()
{
    m_titleField->setError({});
    for (const Message &message : std::as_const(m_messages))
        message.field->setError({});
    Errors errors;
    policy::validate(value(), errors, QString(LoginPage::key));
    const auto problems = told(errors);
    for (const platform::FieldProblem &problem : problems)
        showProblem(problem);
}

void LoginPagePage::showPreview()
{
    m_preview->setFailures(value().failureMessage);
    m_preview->show(m_title->text().isEmpty() ? m_tenantName : m_title->text(), m_image->picture());
}

}
