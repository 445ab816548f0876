"""Makes captured text of any size: what the readers' speed is measured on.

usage: synthetic.py KIND MEGABYTES OUTPUT

KIND: events, dsregcmd, registry, blocked, query or export
"""
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))

EVENT = (
    "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'>"
    "<System><Provider Name='{provider}' Guid='"
    "{{4de9bc9c-b27a-43c9-8994-0915f1a5e24f}}'/><EventID>{id}</EventID>"
    "<Version>0</Version><Level>{level}</Level><Task>101</Task>"
    "<Opcode>0</Opcode><Keywords>0x4000000000000012</Keywords>"
    "<TimeCreated SystemTime='2026-03-{day:02}T{hour:02}:{minute:02}:"
    "{second:02}.1234567Z'/><EventRecordID>{number}</EventRecordID>"
    "<Correlation/><Execution ProcessID='1234' ThreadID='5678'/>"
    "<Channel>{log}</Channel><Computer>laptop.contoso.example</Computer>"
    "<Security UserID='S-1-5-21-1111111111-2222222222-3333333333-1104'/>"
    "</System><EventData>{data}</EventData></Event>\r\n")
OTHERS = [
    ("Service Control Manager", "System",
     "<Data Name='param1'>Background Intelligent Transfer Service</Data>"
     "<Data Name='param2'>running</Data>"),
    ("Microsoft-Windows-Kernel-General", "System",
     "<Data Name='TmId'>{00000000-0000-0000-0000-000000000000}</Data>" * 8),
    ("Microsoft-Windows-WindowsUpdateClient", "System",
     "<Data Name='updateTitle'>Security update</Data>" * 12)]
AAD = ("<Data Name='Error'>3399614476</Data><Data Name='ErrorMessage'>The "
       "request requires user interaction.</Data><Data Name='"
       "AdditionalInformation'>Code: interaction_required Description: "
       "AADSTS53003: Access has been blocked by Conditional Access policies. "
       "Trace ID: 0f6a5b1c-1111-2222-3333-444455556666 Correlation ID: "
       "a1b2c3d4-1111-2222-3333-444455556666 Logged at "
       "oauthtokenrequestbase.cpp, line: 391</Data>")


def event(number, every=50):
    """Every fiftieth is of the AAD log, as in the export of a whole day."""
    provider, log, data = OTHERS[number % len(OTHERS)]
    event_id, level = 7036, 4
    if number % every == 0:
        provider, log, data = ("Microsoft-Windows-AAD",
                               "Microsoft-Windows-AAD/Operational", AAD)
        event_id, level = 1098, 2
    seconds = number % (28 * 86400)
    return EVENT.format(
        provider=provider, log=log, data=data, id=event_id, level=level,
        number=number, day=1 + seconds // 86400, hour=seconds // 3600 % 24,
        minute=seconds // 60 % 60, second=seconds % 60)


def events():
    """A block of events, again and again."""
    return "".join(event(i) for i in range(2000)).encode()


def dsregcmd():
    path = os.path.join(ROOT, "examples", "data", "healthy", "dsregcmd.txt")
    with open(path, "rb") as file:
        return file.read()


def registry():
    key = "HKEY_CURRENT_USER\\Software\\Vendor\\Product\\Window{0}"
    rows = ["Windows Registry Editor Version 5.00\r\n"]
    for i in range(2000):
        rows.append("\r\n[" + key.format(i) + "]\r\n")
        rows.append('"Name"="Some value of a program"\r\n"Left"=dword:'
                    f'{i:08x}\r\n"Blob"=hex:' + ",".join(["0a"] * 20)
                    + "\r\n")
    return "".join(rows).encode()


def blocked():
    path = os.path.join(ROOT, "tests", "cases", "access-blocked-53003",
                        "dsregcmd.txt")
    with open(path, "rb") as file:
        return file.read()


def query():
    """reg query /s of keys that say nothing of a sign-in."""
    return "".join(
        "HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\CLSID\\"
        f"{{{i:08}-1111}}\\InprocServer32\r\n"
        f"    (Default)    REG_SZ    C:\\Windows\\System32\\abc{i}.dll\r\n"
        "    ThreadingModel    REG_SZ    Both\r\n"
        f"    Data    REG_DWORD    0x{i:x}\r\n\r\n"
        for i in range(2000)).encode()


def export():
    """The same as a file of regedit."""
    rows = ["Windows Registry Editor Version 5.00\r\n\r\n"]
    for i in range(2000):
        rows.append(
            "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Classes\\CLSID\\"
            f"{{{i:08}-1111}}\\InprocServer32]\r\n"
            f'@="C:\\\\Windows\\\\System32\\\\abc{i}.dll"\r\n'
            '"ThreadingModel"="Both"\r\n'
            f'"Data"=dword:{i:08x}\r\n"Blob"=hex:'
            + ",".join(f"{(i * 37 + b * 91) % 256:02x}" for b in range(24))
            + "\r\n\r\n")
    return "".join(rows).encode()


def write(path, kind, megabytes):
    block = {"events": events, "dsregcmd": dsregcmd,
             "registry": registry, "blocked": blocked, "query": query,
             "export": export}[kind]()
    size = 0
    with open(path, "wb") as file:
        while size < megabytes * 1000000:
            file.write(block)
            size += len(block)
    return size


if __name__ == "__main__":
    write(sys.argv[3], sys.argv[1], int(sys.argv[2]))
