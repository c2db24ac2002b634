// SPDX-License-Identifier: GPL-3.0-or-later
#include "log/filterguide.h"

#include "audit/filter/names.h"
#include "controls/tone.h"
#include "log/filtercompletion.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

using audit::Field;
using audit::filter::Bound;
using audit::filter::Joint;

struct Example {
    QString text;
    QString meaning;
};

/// A field by the name that the reader would write.
QString name(const audit::filter::Name &name)
{
    return audit::filter::nameOf(name, filterLanguage());
}

QList<Example> examples()
{
    const QString either = audit::filter::nameOf(Joint::Or, filterLanguage());
    return {
        {u"taro"_s, FilterGuide::tr("“taro” somewhere in the event")},
        {u"\"file not found\""_s, FilterGuide::tr("these words, in this order")},
        {name(Field::User) + u":taro"_s, FilterGuide::tr("this user, in capital letters or small ones")},
        {name(Field::User) + u":(taro, hana*)"_s, FilterGuide::tr("one of these; * stands for any characters")},
        {name(Field::Action) + u"~login"_s, FilterGuide::tr("an action that contains “login”")},
        {name(Field::Source) + u":192.0.2.0/24"_s, FilterGuide::tr("an address, a network, or a range such as A..B")},
        {name(Field::Level) + u">=warning"_s, FilterGuide::tr("warnings and worse")},
        {name(Field::Time) + u":2026-03-01..2026-03-05"_s, FilterGuide::tr("from the first to the last of these days")},
        {name(Bound::Since) + u":7d"_s, FilterGuide::tr("the last 7 days; also 30m, 2h, 4w, or a date")},
        {name(Field::User) + u"!:nobody"_s, FilterGuide::tr("all users but this one")},
        {u'-' + name(Field::Result) + u":SUCCESS"_s, FilterGuide::tr("a minus turns a condition into its contrary")},
        {u"%1:taro %2:FAILED"_s.arg(name(Field::User), name(Field::Result)), FilterGuide::tr("both conditions")},
        {u"%1:error %2 %3:FAILED"_s.arg(name(Field::Level), either, name(Field::Result)),
            FilterGuide::tr("one of the two; brackets ( ) group them")},
        {name(Field::Complement) + u":/file-\\d+/"_s, FilterGuide::tr("a regular expression between slashes")},
    };
}

}

FilterGuide::FilterGuide(QWidget *parent)
    : QDialog(parent)
{
    setObjectName("filterGuideDialog"_L1);
    setWindowTitle(tr("How filters are written"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(2);
    const auto all = examples();
    for (const Example &example : all)
        addExample(*grid, example.text, example.meaning);
    QStringList fields;
    for (const Field field : audit::allFields)
        fields << name(field);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(new QPushButton(tr("Close")), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 20);
    layout->setSpacing(14);
    layout->addWidget(
        explanationLabel(tr("Conditions side by side have all to be met. Fields: %1. Press an example to try it.")
                             .arg(fields.join(u", "_s)),
            this));
    layout->addLayout(grid);
    layout->addStretch(1);
    layout->addWidget(buttons);
}

void FilterGuide::addExample(QGridLayout &grid, const QString &text, const QString &meaning)
{
    auto *button = new QToolButton(this);
    button->setText(text);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setAccessibleName(tr("%1: %2", "example of a filter, what it means").arg(text, meaning));
    connect(button, &QToolButton::clicked, this, [this, text] { emit exampleChosen(text); });
    auto *label = new QLabel(meaning, this);
    label->setTextFormat(Qt::PlainText);
    const int row = grid.rowCount();
    grid.addWidget(button, row, 0, Qt::AlignLeft);
    grid.addWidget(label, row, 1);
}

}
