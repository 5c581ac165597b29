"""The English and Arabic labels of classes, individuals and statuses, by their IRIs.

Generated from ontology/ by tools/generate_vocabulary.py: do not edit.
"""

from collections.abc import Mapping

LABELS: Mapping[str, tuple[str, str]] = {
    "https://w3id.org/diplomatic-kg/ontology#Accepted": (
        "Accepted",
        "مقبول",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Act": (
        "Act",
        "فعل",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Agreed": (
        "Agreed",
        "متفق عليه",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Agreement": (
        "Agreement",
        "اتفاقية",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Amended": (
        "Amended",
        "معدل",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Appointed": (
        "Appointed",
        "معين",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Article": (
        "Article",
        "مقال",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Asserted": (
        "Asserted",
        "مؤكد",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Claimed": (
        "Claimed",
        "مزعوم",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Company": (
        "Company",
        "شركة",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Conflict": (
        "Conflict",
        "تعارض",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Correction": (
        "Correction",
        "تصحيح",
    ),
    "https://w3id.org/diplomatic-kg/ontology#DateConflict": (
        "Conflict of date",
        "تعارض في التاريخ",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Dialogue": (
        "Dialogue",
        "حوار",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Disputed": (
        "Disputed",
        "متنازع فيه",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Edited": (
        "Edited",
        "معدل يدويا",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Ended": (
        "Ended",
        "منسحب منه",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Entity": (
        "Entity",
        "كيان",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Event": (
        "Event",
        "حدث",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Failure": (
        "Failure",
        "إخفاق",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Government": (
        "Government body",
        "جهة حكومية",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Held": (
        "Held",
        "منعقد",
    ),
    "https://w3id.org/diplomatic-kg/ontology#InternationalOrganisation": (
        "Intergovernmental organisation",
        "منظمة دولية",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Issue": (
        "Issue",
        "قضية",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Mention": (
        "Mention",
        "ذكر",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Negotiated": (
        "Under negotiation",
        "قيد التفاوض",
    ),
    "https://w3id.org/diplomatic-kg/ontology#NonGovernmentalOrganisation": (
        "Non-governmental organisation",
        "منظمة غير حكومية",
    ),
    "https://w3id.org/diplomatic-kg/ontology#NonStateActor": (
        "Non-state actor",
        "جهة غير حكومية فاعلة",
    ),
    "https://w3id.org/diplomatic-kg/ontology#NotDone": (
        "Not done",
        "غير واقع",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Office": (
        "Office",
        "منصب",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Participant": (
        "Participant",
        "مشارك",
    ),
    "https://w3id.org/diplomatic-kg/ontology#PartyConflict": (
        "Conflict of parties",
        "تعارض في الأطراف",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Person": (
        "Person",
        "شخص",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Place": (
        "Place",
        "مكان",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Population": (
        "Population",
        "سكان",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Postponed": (
        "Postponed",
        "مؤجل",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Ratified": (
        "Ratified",
        "مصدق عليه",
    ),
    "https://w3id.org/diplomatic-kg/ontology#ReciprocalAct": (
        "Reciprocal act",
        "فعل متبادل",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Rejected": (
        "Rejected",
        "مرفوض",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Renewed": (
        "Renewed",
        "مجدد",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Report": (
        "Event report",
        "بلاغ عن حدث",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Resource": (
        "Resource",
        "مورد",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Review": (
        "Review",
        "مراجعة",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Round": (
        "Round",
        "جولة",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Run": (
        "Run",
        "تشغيلة",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Sentence": (
        "Sentence",
        "جملة",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Signed": (
        "Signed",
        "موقع",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Stage": (
        "Stage",
        "مرحلة",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Standing": (
        "Standing",
        "حجية",
    ),
    "https://w3id.org/diplomatic-kg/ontology#State": (
        "State",
        "دولة",
    ),
    "https://w3id.org/diplomatic-kg/ontology#StatusConflict": (
        "Conflict of status",
        "تعارض في الحالة",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Suspended": (
        "Suspended",
        "معلق",
    ),
    "https://w3id.org/diplomatic-kg/ontology#UnresolvedParticipant": (
        "Unresolved participant",
        "مشارك غير محدد",
    ),
    "https://w3id.org/diplomatic-kg/ontology#Vacated": (
        "Vacated",
        "شاغر",
    ),
    "https://w3id.org/diplomatic-kg/status#actual": (
        "Actual",
        "واقع",
    ),
    "https://w3id.org/diplomatic-kg/status#negated": (
        "Negated",
        "منفي",
    ),
    "https://w3id.org/diplomatic-kg/status#planned": (
        "Planned",
        "مقرر",
    ),
    "https://w3id.org/diplomatic-kg/status#possible": (
        "Possible",
        "محتمل",
    ),
}
