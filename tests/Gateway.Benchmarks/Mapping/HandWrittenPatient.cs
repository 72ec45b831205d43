using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Benchmarks.Mapping;

/// <summary>PersonRow.map as an engineer would write it in C# on the same tree.</summary>
internal static class HandWrittenPatient
{
    private static readonly TypeDefinition s_patient = DefinitionSet.R4.FindType("Patient")!;

    public static Element Of(Element row)
    {
        var patient = ElementDraft.New(s_patient);
        Identifier(patient, "https://fhir.nhs.uk/Id/nhs-number", row.ChildText("nhsNumber"));
        Identifier(patient, "https://health-justice.example/id/client", row.ChildText("localId"));
        patient.AddText("active", "true");
        var name = patient.Add("name").AddText("use", "official");
        Text(name, "family", row.ChildText("familyName"));
        Text(name, "given", row.ChildText("givenName"));
        Text(name, "prefix", row.ChildText("title"));
        Telecom(patient, "phone", row.ChildText("homePhone"), "home");
        Telecom(patient, "phone", row.ChildText("mobile"), "mobile");
        Telecom(patient, "email", row.ChildText("email"), null);
        Text(patient, "gender", row.ChildText("sex") switch { "F" => "female", "M" => "male", "U" => "unknown", _ => null });
        Text(patient, "birthDate", row.ChildText("dateOfBirth"));
        var address = patient.Add("address").AddText("use", "home");
        Text(address, "line", row.ChildText("addressLine"));
        Text(address, "city", row.ChildText("town"));
        Text(address, "postalCode", row.ChildText("postcode"));
        if (row.ChildText("gpPractice") is { } practice)
            patient.Add("generalPractitioner").Add("identifier").AddText("system", "https://fhir.nhs.uk/Id/ods-organization-code").AddText("value", practice);
        return patient.Build();
    }

    private static void Identifier(ElementDraft patient, string system, string? value)
    {
        if (value is not null)
            patient.Add("identifier").AddText("system", system).AddText("value", value);
    }

    private static void Telecom(ElementDraft patient, string system, string? value, string? use)
    {
        if (value is null)
            return;
        var telecom = patient.Add("telecom").AddText("system", system).AddText("value", value);
        Text(telecom, "use", use);
    }

    private static void Text(ElementDraft draft, string name, string? text)
    {
        if (text is not null)
            draft.AddText(name, text);
    }
}
