/* The hosts of Microsoft that sign-in needs, of all clouds. */
#ifndef OD_FACTS_HOSTS_H
#define OD_FACTS_HOSTS_H

#include "core/view.h"

int od_host_is_sign_in(od_view host);
int od_host_is_graph(od_view host);
int od_host_is_site(od_view host); /* the organisation's SharePoint */
/* To these a device shows its own certificate: never inspected. */
int od_host_is_for_devices(od_view host);
int od_host_is_probe(od_view host); /* of Windows' own Internet test */
/* What OneDrive's sign-in needs: one of the first four. */
int od_host_is_needed(od_view host);

#endif
