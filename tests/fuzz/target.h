// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

/// What libFuzzer and the replay of the corpus call.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);
