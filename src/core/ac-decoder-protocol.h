/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How the program that decodes pictures is asked, and what its end says. It gets a file on standard
 * input and four arguments: what may come out, separated by commas, the most bytes, the most width
 * and the most pixels, 0 for any. What comes out is on standard output: a file, or as "pixels" the
 * width and the height, 32 bits each, big-endian, and then red, green, blue and alpha of each. */

#define AC_DECODER_JPEG "jpeg"
#define AC_DECODER_PNG "png"
#define AC_DECODER_PIXELS "pixels"

/* The most bytes that it reads, and the most pixels that it decodes. */
#define AC_DECODER_MAX_INPUT (32 * 1024 * 1024)
/* Fewer are enough to try many files. */
#ifndef AC_DECODER_MAX_PIXELS
#define AC_DECODER_MAX_PIXELS 100000000
#endif
#define AC_DECODER_CPU_SECONDS 30

typedef enum
{
  AC_DECODER_GOOD = 0,
  AC_DECODER_USAGE = 2,
  AC_DECODER_OF_SEVERAL = 10, /* good, and the first of several in the file */
  AC_DECODER_NOT_A_PICTURE,
  AC_DECODER_TOO_LARGE,  /* by its bytes or pixels */
  AC_DECODER_UNFIT,      /* can't be made to fit */
  AC_DECODER_UNCONFINED, /* nothing was read, because it would not have been confined */
} AcDecoderExit;
