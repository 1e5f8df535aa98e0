"""Names of things: 63-bit integers made by the desk, ordered by time."""

from typing import NewType

LARGEST = 2**63 - 1
"""No name is larger, so nothing has a larger one."""

ClinicId = NewType("ClinicId", int)
ClosureId = NewType("ClosureId", int)
LeaveId = NewType("LeaveId", int)
OpenDayId = NewType("OpenDayId", int)
ClinicianId = NewType("ClinicianId", int)
StaffId = NewType("StaffId", int)
AvailabilityId = NewType("AvailabilityId", int)
PublicationId = NewType("PublicationId", int)
SlotId = NewType("SlotId", int)
CallId = NewType("CallId", int)
PinId = NewType("PinId", int)
StayId = NewType("StayId", int)
AttemptId = NewType("AttemptId", int)
PatientId = NewType("PatientId", int)
WaitingId = NewType("WaitingId", int)
SheetId = NewType("SheetId", int)
PrintId = NewType("PrintId", int)
ChangeId = NewType("ChangeId", int)
