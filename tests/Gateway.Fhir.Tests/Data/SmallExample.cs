namespace Gateway.Fhir.Tests.Data;

/// <summary>A short resource with every feature of the JSON format, after HL7's patient example.</summary>
internal static class SmallExample
{
    public static byte[] Utf8 =>
        """
        {
          "resourceType": "Patient",
          "id": "example",
          "meta": { "versionId": "1", "lastUpdated": "2015-02-07T13:28:17.239+02:00", "profile": [ "http://hl7.org/fhir/StructureDefinition/Patient" ] },
          "text": { "status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>Peter &amp; \u00c9ric</p></div>" },
          "contained": [ { "resourceType": "Organization", "id": "gp", "name": "Pr\u00e4xis 😀" } ],
          "extension": [ { "url": "http://example.org/e", "valueQuantity": { "value": 1.10, "unit": "mg" } } ],
          "identifier": [ { "use": "usual", "system": "urn:oid:1.2.36.146.595.217.0.1", "value": "12345" } ],
          "active": true,
          "name": [
            { "use": "official", "family": "Chalmers", "given": [ "Peter", null, "James" ], "_given": [ null, { "id": "g2" }, { "extension": [ { "url": "u", "valueCode": "x" } ] } ] },
            { "_family": { "id": "f" }, "family": "Windsor" }
          ],
          "telecom": [ { "system": "phone", "value": "(03) 5555 6473", "rank": 1 } ],
          "birthDate": "1974-12",
          "_birthDate": { "extension": [ { "url": "http://hl7.org/fhir/StructureDefinition/patient-birthTime", "valueDateTime": "1974-12-25T14:35:45-05:00" } ] },
          "deceasedBoolean": false,
          "multipleBirthInteger": 2,
          "generalPractitioner": [ { "reference": "#gp" } ]
        }
        """u8.ToArray();
}
