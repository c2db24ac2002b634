// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/signinpreview.h"

#include "look/colors.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QRadioButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace sekimori::widgets {
namespace {

constexpr QSize desktopWindow(1120, 700);
constexpr QSize phoneWindow(390, 700);
constexpr int highest = 420;

}

/// Shows a sketch as large as there is room, never larger than it is.
class SignInPreview::Screen : public QWidget {
public:
    explicit Screen(QWidget *parent)
        : QWidget(parent)
    {
        setMinimumSize(240, 260);
        setMaximumHeight(highest);
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
        setObjectName("screen"_L1);
    }

    void show(const SignInFace &face, const QSize &window, bool isDark)
    {
        m_window = window;
        m_sketch.emplace(face, window, isDark);
        m_ground = SignInSketch::colors(isDark).ground;
        update();
    }

    QSize sizeHint() const override { return {560, highest}; }

protected:
    void paintEvent(QPaintEvent *) override
    {
        if (!m_sketch)
            return;
        const QSizeF page(m_window.width(), m_sketch->boxes().height);
        const qreal scale = std::min({1.0, width() / page.width(), height() / page.height()});
        const QSizeF shown = page * scale;
        const QRectF place(QPointF((width() - shown.width()) / 2, 0), shown);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QPainterPath frame;
        frame.addRoundedRect(place, 6, 6);
        painter.save();
        painter.setClipPath(frame);
        painter.translate(place.topLeft());
        painter.scale(scale, scale);
        m_sketch->paint(painter);
        painter.restore();
        painter.setPen(lineColor(palette()));
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }

private:
    std::optional<SignInSketch> m_sketch;
    QSize m_window;
    QColor m_ground;
};

SignInPreview::SignInPreview(QWidget *parent)
    : QWidget(parent)
    , m_screen(new Screen(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeTools());
    layout->addWidget(m_screen, 1);
    for (QButtonGroup *group : {m_shade, m_device})
        connect(group, &QButtonGroup::idClicked, this, &SignInPreview::refresh);
    connect(m_language, &QComboBox::currentIndexChanged, this, &SignInPreview::refresh);
    connect(m_failed, &QCheckBox::toggled, this, &SignInPreview::refresh);
    refresh();
}

/// Made in the order in which Tab is to come to it.
QWidget *SignInPreview::makeTools()
{
    auto *tools = new QWidget(this);
    auto *layout = new QHBoxLayout(tools);
    layout->setContentsMargins(8, 0, 8, 0);
    layout->setSpacing(10);
    m_shade = addToggle(*layout, {{u"light"_s, tr("Light")}, {u"dark"_s, tr("Dark")}});
    layout->addSpacing(14);
    m_device = addToggle(*layout, {{u"desktop"_s, tr("Desktop")}, {u"phone"_s, tr("Phone")}});
    layout->addSpacing(14);
    addLanguages(*layout);
    m_failed = new QCheckBox(tr("After a &failed sign-in"), this);
    m_failed->setObjectName("previewFailed"_L1);
    layout->addWidget(m_failed);
    layout->addStretch(1);
    return tools;
}

QButtonGroup *SignInPreview::addToggle(QHBoxLayout &layout, const QList<std::pair<QString, QString>> &choices)
{
    auto *group = new QButtonGroup(this);
    for (const auto &[name, text] : choices) {
        auto *button = new QRadioButton(text, this);
        button->setObjectName(name);
        group->addButton(button, int(group->buttons().size()));
        layout.addWidget(button);
    }
    group->button(0)->setChecked(true);
    return group;
}

void SignInPreview::addLanguages(QHBoxLayout &layout)
{
    m_language = new QComboBox(this);
    m_language->setObjectName("previewLanguage"_L1);
    m_language->setAccessibleName(tr("Language of the preview"));
    m_language->addItem(u"English"_s, int(policy::Language::English));
    m_language->addItem(u"日本語"_s, int(policy::Language::Japanese));
    m_language->addItem(u"繁體中文"_s, int(policy::Language::TraditionalChinese));
    layout.addWidget(m_language);
}

void SignInPreview::show(const QString &title, const QImage &image)
{
    m_face.title = title;
    m_face.image = image;
    refresh();
}

void SignInPreview::setFailures(const QMap<policy::Language, QString> &failures)
{
    m_failures = failures;
    refresh();
}

void SignInPreview::chooseLanguage(policy::Language language)
{
    m_language->setCurrentIndex(m_language->findData(int(language)));
}

void SignInPreview::takeOver(const SignInPreview &before)
{
    m_shade->button(before.m_shade->checkedId())->setChecked(true);
    m_device->button(before.m_device->checkedId())->setChecked(true);
    m_language->setCurrentIndex(before.m_language->currentIndex());
    m_failed->setChecked(before.m_failed->isChecked());
    refresh();
}

void SignInPreview::refresh()
{
    m_face.language = policy::Language(m_language->currentData().toInt());
    m_face.failure.clear();
    if (m_failed->isChecked()) {
        const QString own = m_failures.value(m_face.language);
        m_face.failure = own.isEmpty() ? SignInSketch::usualFailure(m_face.language) : own;
    }
    m_screen->show(m_face, m_device->checkedId() == 1 ? phoneWindow : desktopWindow, m_shade->checkedId() == 1);
}

}
