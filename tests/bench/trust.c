/* SPDX-FileCopyrightText: 2026 Accounts Center contributors */
/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loaded before GnuTLS: the system's certificate authorities are the one in BENCH_AUTHORITY. */
#include <gnutls/x509.h>
#include <stdlib.h>

int
gnutls_x509_trust_list_add_system_trust (gnutls_x509_trust_list_t list,
                                         unsigned int tl_flags,
                                         unsigned int tl_vflags)
{
  return gnutls_x509_trust_list_add_trust_file (list, getenv ("BENCH_AUTHORITY"), NULL,
                                                GNUTLS_X509_FMT_PEM, tl_flags, tl_vflags);
}
