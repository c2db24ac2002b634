// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/cropdialog.h"

#include "controls/tone.h"
#include "items/pageimage.h"
#include "pages/cropview.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <array>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {

CropDialog::CropDialog(const QImage &picture, QWidget *parent)
    : QDialog(parent)
    , m_whole(picture.size())
    , m_view(new CropView(picture, this))
    , m_left(new QSpinBox(this))
    , m_top(new QSpinBox(this))
    , m_width(new QSpinBox(this))
    , m_height(new QSpinBox(this))
    , m_result(explanationLabel({}, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Crop the image"));
    m_view->setObjectName("crop"_L1);
    auto *buttons = new QDialogButtonBox(this);
    auto *take = buttons->addButton(tr("&Take this part"), QDialogButtonBox::AcceptRole);
    take->setObjectName("take"_L1);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    auto *whole = buttons->addButton(tr("&Whole image"), QDialogButtonBox::ResetRole);
    whole->setObjectName("whole"_L1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 18, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_view, 1);
    layout->addWidget(makeNumbers());
    layout->addWidget(m_result);
    layout->addWidget(buttons);
    connect(m_view, &CropView::partChanged, this, &CropDialog::showPart);
    connect(whole, &QPushButton::clicked, this, [this] { m_view->setPart(QRect(QPoint(), m_whole)); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showPart();
}

QWidget *CropDialog::makeNumbers()
{
    auto *numbers = new QWidget(this);
    auto *layout = new QHBoxLayout(numbers);
    layout->setContentsMargins(0, 0, 0, 0);
    const std::array all{std::tuple{m_left, tr("&Left"), u"left"_s}, std::tuple{m_top, tr("T&op"), u"top"_s},
        std::tuple{m_width, tr("Wi&dth"), u"width"_s}, std::tuple{m_height, tr("Hei&ght"), u"height"_s}};
    for (const auto &[box, text, name] : all) {
        auto *label = new QLabel(text, numbers);
        label->setBuddy(box);
        box->setObjectName(name);
        box->setAccessibleName(QString(text).remove(u'&'));
        box->setRange(0, std::max(m_whole.width(), m_whole.height()));
        layout->addWidget(label);
        layout->addWidget(box);
        layout->addSpacing(8);
        connect(box, &QSpinBox::valueChanged, this, &CropDialog::takeNumbers);
    }
    layout->addStretch(1);
    return numbers;
}

QRect CropDialog::part() const
{
    return m_view->part();
}

void CropDialog::takeNumbers()
{
    m_view->setPart({m_left->value(), m_top->value(), m_width->value(), m_height->value()});
    showPart(); // Where the numbers were too large for the picture.
}

void CropDialog::showPart()
{
    const QRect part = m_view->part();
    const std::array all{std::pair{m_left, part.left()}, std::pair{m_top, part.top()}, std::pair{m_width, part.width()},
        std::pair{m_height, part.height()}};
    for (const auto &[box, value] : all) {
        const QSignalBlocker blocker(box);
        box->setValue(value);
    }
    const bool isScaled = part.width() > items::widestImage;
    const QString size = tr("%1 × %2 pixels").arg(part.width()).arg(part.height());
    m_result->setText(isScaled ? tr("%1, scaled down to a width of %2").arg(size).arg(items::widestImage) : size);
}

}
