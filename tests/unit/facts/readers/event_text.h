/* Events as Windows writes them, for the tests of the readers. */
#ifndef OD_EVENT_TEXT_H
#define OD_EVENT_TEXT_H

#define JANE "S-1-5-21-1111111111-2222222222-3333333333-1104"
#define OTTO "S-1-5-21-1111111111-2222222222-3333333333-1105"

#define EVENT(provider, id, level, time, log, sid, data)                     \
  "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"    \
  "<System><Provider Name='" provider                                        \
  "' Guid='{4de9bc9c-b27a-43c9-8994-0915f1a5e24f}'/><EventID>" id            \
  "</EventID><Version>0</Version><Level>" level                              \
  "</Level><Task>101</Task><Opcode>0</Opcode>"                               \
  "<Keywords>0x4000000000000012</Keywords><TimeCreated SystemTime='" time    \
  "'/><EventRecordID>36</EventRecordID><Correlation/>"                       \
  "<Execution ProcessID='11500' ThreadID='5920'/><Channel>" log              \
  "</Channel><Computer>LAPTOP</Computer><Security UserID='" sid              \
  "'/></System><EventData>" data "</EventData></Event>"

#define AAD_LOG "Microsoft-Windows-AAD/Operational"
#define AAD_AT(time, sid, data)                                              \
  EVENT("Microsoft-Windows-AAD", "1098", "2", time, AAD_LOG, sid, data)
#define AAD(data) AAD_AT("2026-03-10T09:00:00.1234567Z", JANE, data)

#define BLOCKED                                                              \
  "<Data Name='Error'>3399614476</Data><Data Name='ErrorMessage'>The "       \
  "request requires user interaction.</Data>"                                \
  "<Data Name='AdditionalInformation'>Code: interaction_required&#xD;&#xA;"  \
  "Description: AADSTS53003: Access has been blocked. Trace ID: "            \
  "0F6A5B1C-1111-2222-3333-444455556666 Correlation ID: "                    \
  "a1b2c3d4-1111-2222-3333-444455556666 TokenEndpoint: "                     \
  "https://login.microsoftonline.com/common/oauth2/token Logged at "         \
  "oauthtokenrequestbase.cpp, line: 391, method: "                           \
  "OAuthTokenRequestBase::ProcessOAuthResponse.</Data>"

#define REGISTRATION(id, level, time, data)                                  \
  EVENT("Microsoft-Windows-User Device Registration", id, level, time,       \
        "Microsoft-Windows-User Device Registration/Admin", "S-1-5-18", data)

#define SCHANNEL(id, data)                                                   \
  EVENT("Schannel", id, "2", "2026-03-10T09:00:00.5Z", "System", "S-1-5-18", \
        data)

#define PLAIN(time)                                                          \
  EVENT("Service Control Manager", "7036", "4", time, "System", "S-1-5-18",  \
        "<Data Name='param1'>BITS</Data>")

#endif
