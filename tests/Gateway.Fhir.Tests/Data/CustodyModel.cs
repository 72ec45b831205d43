namespace Gateway.Fhir.Tests.Data;

/// <summary>Definitions given at run time: a small logical model and a small profile.</summary>
internal static class CustodyModel
{
    public const string EventUrl = "https://health-justice.example/fhir/StructureDefinition/CustodyEvent";
    public const string ProfileUrl = "https://health-justice.example/fhir/StructureDefinition/Detainee";

    public static byte[] Event =>
        """
        {
          "resourceType": "StructureDefinition", "url": "https://health-justice.example/fhir/StructureDefinition/CustodyEvent",
          "name": "CustodyEvent", "status": "draft", "kind": "logical", "abstract": false,
          "type": "https://health-justice.example/fhir/StructureDefinition/CustodyEvent",
          "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Element", "derivation": "specialization",
          "differential": { "element": [
            { "id": "CustodyEvent", "path": "CustodyEvent", "min": 1, "max": "1" },
            { "id": "CustodyEvent.recordNumber", "path": "CustodyEvent.recordNumber", "min": 1, "max": "1", "type": [ { "code": "Identifier" } ] },
            { "id": "CustodyEvent.arrival", "path": "CustodyEvent.arrival", "min": 1, "max": "1", "type": [ { "code": "dateTime" } ] },
            { "id": "CustodyEvent.outcome[x]", "path": "CustodyEvent.outcome[x]", "min": 0, "max": "1", "type": [ { "code": "code" }, { "code": "CodeableConcept" } ] },
            { "id": "CustodyEvent.risk", "path": "CustodyEvent.risk", "min": 0, "max": "*", "type": [ { "code": "BackboneElement" } ] },
            { "id": "CustodyEvent.risk.kind", "path": "CustodyEvent.risk.kind", "min": 1, "max": "1", "type": [ { "code": "code" } ] },
            { "id": "CustodyEvent.risk.noted", "path": "CustodyEvent.risk.noted", "min": 0, "max": "*", "type": [ { "code": "date" } ] },
            { "id": "CustodyEvent.risk.follows", "path": "CustodyEvent.risk.follows", "min": 0, "max": "*", "contentReference": "#CustodyEvent.risk" },
            { "id": "CustodyEvent.detainee", "path": "CustodyEvent.detainee", "min": 0, "max": "1", "type": [ { "code": "Patient" } ] }
          ] }
        }
        """u8.ToArray();

    public static byte[] Profile =>
        """
        {
          "resourceType": "StructureDefinition", "url": "https://health-justice.example/fhir/StructureDefinition/Detainee",
          "name": "Detainee", "status": "draft", "kind": "resource", "abstract": false, "type": "Patient",
          "baseDefinition": "http://hl7.org/fhir/StructureDefinition/Patient", "derivation": "constraint",
          "snapshot": { "element": [
            { "id": "Patient", "path": "Patient", "min": 0, "max": "*" },
            { "id": "Patient.id", "path": "Patient.id", "min": 0, "max": "1", "base": { "path": "Resource.id", "min": 0, "max": "1" }, "type": [ { "code": "http://hl7.org/fhirpath/System.String" } ] },
            { "id": "Patient.contained", "path": "Patient.contained", "min": 0, "max": "*", "type": [ { "code": "Resource" } ] },
            { "id": "Patient.contained.id", "path": "Patient.contained.id", "min": 1, "max": "1", "type": [ { "code": "id" } ] },
            { "id": "Patient.extension", "path": "Patient.extension", "min": 0, "max": "*", "type": [ { "code": "Extension" } ] },
            { "id": "Patient.extension:risk", "path": "Patient.extension", "sliceName": "risk", "min": 0, "max": "1", "type": [ { "code": "Extension" } ] },
            { "id": "Patient.extension:risk.url", "path": "Patient.extension.url", "min": 1, "max": "1", "type": [ { "code": "uri" } ] },
            { "id": "Patient.name", "path": "Patient.name", "min": 1, "max": "1", "base": { "path": "Patient.name", "min": 0, "max": "*" }, "type": [ { "code": "HumanName" } ] },
            { "id": "Patient.name.family", "path": "Patient.name.family", "min": 1, "max": "1", "type": [ { "code": "string" } ] },
            { "id": "Patient.birthDate", "path": "Patient.birthDate", "min": 0, "max": "1", "mustSupport": true, "type": [ { "code": "date" } ] },
            { "id": "Patient.birthDate.id", "path": "Patient.birthDate.id", "min": 0, "max": "1", "type": [ { "code": "string" } ] },
            { "id": "Patient.birthDate.extension", "path": "Patient.birthDate.extension", "min": 0, "max": "*", "type": [ { "code": "Extension" } ] },
            { "id": "Patient.birthDate.value", "path": "Patient.birthDate.value", "min": 0, "max": "1", "type": [ { "code": "http://hl7.org/fhirpath/System.Date" } ] }
          ] }
        }
        """u8.ToArray();
}
