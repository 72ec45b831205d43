using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Benchmarks.Mapping;

/// <summary>CustodyRecord.map as an engineer would write it in C# on the same tree.</summary>
internal sealed class HandWrittenCustody
{
    private const string Profile = "https://fhir.hl7.org.uk/StructureDefinition/";
    private const string Own = "https://health-justice.example/fhir/CodeSystem/";
    private static readonly TypeDefinition s_bundle = Type("Bundle");
    private static readonly TypeDefinition s_patient = Type("Patient");
    private static readonly TypeDefinition s_encounter = Type("Encounter");
    private static readonly TypeDefinition s_organization = Type("Organization");
    private static readonly TypeDefinition s_location = Type("Location");
    private static readonly TypeDefinition s_flag = Type("Flag");
    private static readonly TypeDefinition s_observation = Type("Observation");
    private static readonly TypeDefinition s_statement = Type("MedicationStatement");
    private static readonly CodeTable s_verification = CodeTable.Load("codes/ConceptMap-nhs-number-verification.json");
    private static readonly CodeTable s_ethnicity = CodeTable.Load("codes/ConceptMap-sde-ethnicity.json");
    private static readonly CodeTable s_gender = CodeTable.Load("codes/ConceptMap-gender-police.json");
    private static readonly CodeTable s_legalStatus = CodeTable.Load("codes/ConceptMap-legal-status.json");
    private static readonly CodeTable s_need = CodeTable.Load("codes/ConceptMap-screening-need.json");
    private static readonly CodeTable s_level = CodeTable.Load("codes/ConceptMap-observation-level.json");
    private static readonly CodeTable s_medication = CodeTable.Load("codes/ConceptMap-medication-status.json");
    private static readonly CodeTable s_release = CodeTable.Load("custody/ConceptMap-custody-release.json");
    private static readonly CodeTable s_review = CodeTable.Load("custody/ConceptMap-custody-review.json");
    private static readonly CodeTable s_disposal = CodeTable.Load("custody/ConceptMap-custody-disposal.json");
    private readonly Element _record;
    private readonly Func<Guid> _newId;
    private readonly ElementDraft _bundle = ElementDraft.New(s_bundle);
    private string _patient = "";
    private string _encounter = "";
    private string _force = "";

    private HandWrittenCustody(Element record, Func<Guid> newId) => (_record, _newId) = (record, newId);

    public static Element Of(Element record, Func<Guid> newId) => new HandWrittenCustody(record, newId).Bundle();

    private Element Bundle()
    {
        _bundle.Claims("collection");
        _bundle.AddText("type", "collection").Text("timestamp", DraftParts.Zoned(_record.ChildText("recordedAt")));
        var patient = Entry(s_patient, out _patient);
        var encounter = Entry(s_encounter, out _encounter);
        var force = Entry(s_organization, out _force);
        var suite = Entry(s_location, out var location);
        Person(_record.First("person"), patient);
        Stay(encounter, location);
        if (_record.First("force") is { IsNone: false } police)
            Force(police, force);
        if (_record.First("suite") is { IsNone: false } place)
            Suite(place, suite);
        Arrest(_record.First("arrest"));
        Detention(_record.First("detention"));
        foreach (var assessment in _record["riskAssessment"])
            RiskAssessment(assessment);
        foreach (var review in _record["review"])
            Review(review);
        foreach (var charge in _record["charge"])
            Offence(Event("charge", "Charged with", charge.ChildText("chargedAt"), "offence", "Offence"), charge.First("offence"));
        foreach (var disposal in _record["disposal"])
            Event("disposal", "Disposal", disposal.ChildText("decidedAt"), "disposal", "Disposal").Add("valueCodeableConcept").ConceptOrText(s_disposal, disposal.ChildText("code") ?? "");
        return _bundle.Build();
    }

    private static void Person(Element person, ElementDraft patient)
    {
        if (person.IsNone)
            return;
        patient.Claims("detainee");
        if (person.ChildText("nhsNumber") is null)
            patient.Add("extension").AddText("url", Profile + "Extension-UKCore-NHSNumberUnavailableReason").Add("valueCodeableConcept")
                .Concept("https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberUnavailableReason", "nhs-number-not-known", "NHS number not known");
        if (person.ChildText("ethnicity") is { } ethnicity)
        {
            var concept = patient.Add("extension").AddText("url", Profile + "Extension-UKCore-EthnicCategory").Add("valueCodeableConcept");
            if (s_ethnicity.Find(ethnicity) is { } row)
                concept.Concept(row);
            concept.Concept(Own + "sde-ethnicity", ethnicity);
        }

        foreach (var required in person["interpreterRequired"])
            patient.Add("extension").AddText("url", "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired").Put("valueBoolean", required);
        NhsNumber(person, patient);
        patient.Identifier("https://health-justice.example/id/pnc", person.ChildText("pncId"));
        patient.Identifier("https://health-justice.example/id/cro", person.ChildText("croNumber"));
        Name(person, patient.Add("name").AddText("use", "official"));
        foreach (var alias in person["alias"])
            Name(alias, patient.Add("name"));
        foreach (var telephone in person["telephone"])
            patient.Add("telecom").AddText("system", "phone").Put("value", telephone);
        if (person.ChildText("sex") is { } sex)
            patient.Text("gender", s_gender.Find(sex)?.Code);
        patient.Copy("birthDate", person, "dateOfBirth");
        foreach (var from in person["address"])
        {
            var address = patient.Add("address").AddText("use", "home");
            address.Copy("line", from);
            address.Copy("city", from, "town");
            address.Copy("postalCode", from, "postcode");
        }

        if (person.ChildText("preferredLanguage") is { } language)
        {
            var communication = patient.Add("communication");
            communication.Add("language").Concept("urn:ietf:bcp:47", language);
            communication.AddText("preferred", "true");
        }
    }

    private static void NhsNumber(Element person, ElementDraft patient)
    {
        if (person.ChildText("nhsNumber") is not { } number)
            return;
        var identifier = patient.Add("identifier");
        if (person.ChildText("nhsNumberStatus") is { } status && s_verification.Find(status) is { } traced)
            identifier.Add("extension").AddText("url", Profile + "Extension-UKCore-NHSNumberVerificationStatus").Add("valueCodeableConcept").Concept(traced);
        identifier.AddText("system", "https://fhir.nhs.uk/Id/nhs-number").AddText("value", number.Replace(" ", "", StringComparison.Ordinal));
    }

    private static void Name(Element person, ElementDraft name)
    {
        name.Copy("family", person, "familyName");
        name.Copy("given", person, "givenName");
    }

    private static void Force(Element force, ElementDraft organization)
    {
        organization.Claims("organization");
        organization.Identifier("https://health-justice.example/id/police-force", force.ChildText("code"));
        organization.Copy("name", force);
    }

    private void Suite(Element suite, ElementDraft location)
    {
        location.Claims("custody-suite");
        location.Identifier("https://health-justice.example/id/custody-suite", suite.ChildText("code"));
        location.AddText("status", "active");
        location.Copy("name", suite);
        location.AddText("mode", "instance");
        foreach (var telephone in suite["telephone"])
            location.Add("telecom").AddText("system", "phone").Put("value", telephone);
        location.Reference("managingOrganization", _force);
    }

    private void Stay(ElementDraft encounter, string location)
    {
        var (release, arrest) = (_record.First("release"), _record.First("arrest"));
        encounter.Claims("custody-episode");
        if (_record.First("detention") is { IsNone: false } detention)
            foreach (var status in detention["legalStatus"])
                LegalStatus(encounter.Add("extension"), status.Text!);
        encounter.Identifier("https://health-justice.example/id/custody-number", _record.ChildText("custodyNumber"));
        if (!arrest.IsNone)
            encounter.Identifier("https://health-justice.example/id/asn", arrest.ChildText("arrestSummonsNumber"));
        encounter.AddText("status", release.IsNone ? "in-progress" : "finished");
        encounter.Add("class").Coding("http://terminology.hl7.org/CodeSystem/v3-ActCode", "FLD", "field");
        encounter.Reference("subject", _patient);
        var period = encounter.Add("period");
        if (!arrest.IsNone)
            period.Text("start", DraftParts.Zoned(arrest.ChildText("arrivedAt")));
        if (!release.IsNone)
        {
            period.Text("end", DraftParts.Zoned(release.ChildText("releasedAt")));
            if (release.ChildText("destination") is { } destination && s_release.Find(destination) is { } disposition)
                encounter.Add("hospitalization").Add("dischargeDisposition").Concept(disposition);
        }

        var place = encounter.Add("location");
        place.Reference("location", location);
        place.Add("physicalType").Concept("https://fhir.hl7.org.uk/CodeSystem/UKCore-EncounterLocationTypeEngland", "M03", "Police Station / Police Custody Suite");
        encounter.Reference("serviceProvider", _force);
    }

    private static void LegalStatus(ElementDraft extension, string status)
    {
        extension.Add("extension").AddText("url", "legalStatusContext").Add("valueCodeableConcept").Concept("https://fhir.hl7.org.uk/CodeSystem/UKCore-LegalStatusContext", "admission", "Admission");
        extension.Add("extension").AddText("url", "legalStatusClassification").Add("valueCodeableConcept").ConceptOrText(s_legalStatus, status);
        extension.AddText("url", Profile + "Extension-UKCore-LegalStatus");
    }

    private void Arrest(Element arrest)
    {
        if (arrest.IsNone)
            return;
        foreach (var offence in arrest["offence"])
            Offence(Event("arrest", "Arrested for", arrest.ChildText("arrestedAt"), "offence", "Offence"), offence);
    }

    private void Detention(Element detention)
    {
        if (!detention.IsNone)
            Event("detention-authorised", "Detention authorised", detention.ChildText("authorisedAt"));
    }

    private void RiskAssessment(Element assessment)
    {
        var assessed = DraftParts.Zoned(assessment.ChildText("assessedAt"));
        foreach (var need in assessment["need"])
            Flag(need, assessed);
        if (assessment.ChildText("observationLevel") is { } level)
        {
            var observation = Observation("survey", "Survey");
            observation.Add("code").Concept(Own + "custody-assessment", "observation-level", "Observation level");
            About(observation, "encounter");
            observation.Text("effectiveDateTime", assessed).Reference("performer", _force);
            observation.Add("valueCodeableConcept").ConceptOrText(s_level, level);
        }

        foreach (var medication in assessment["medication"])
            Medication(medication, assessed);
    }

    private void Flag(Element need, string? assessed)
    {
        var flag = Entry(s_flag, out _);
        flag.Claims("risk-marker");
        flag.AddText("status", "active").Add("category").Concept("http://terminology.hl7.org/CodeSystem/flag-category", "safety", "Safety");
        var code = flag.Add("code");
        var (needed, detail) = (need.ChildText("code"), need.ChildText("detail"));
        if (needed is not null && s_need.Find(needed) is { } row)
            code.Concept(row);
        code.Text("text", detail ?? (needed is not null && s_need.Find(needed) is null ? needed : null));
        flag.Reference("subject", _patient);
        flag.Add("period").Text("start", assessed);
        flag.Reference("encounter", _encounter);
        flag.Reference("author", _force);
    }

    private void Medication(Element medication, string? assessed)
    {
        var statement = Entry(s_statement, out _);
        statement.Claims("medication-statement");
        statement.AddText("status", medication.ChildText("status") is { } status && s_medication.Find(status) is { } row ? row.Code : "unknown");
        statement.Add("category").Concept("http://terminology.hl7.org/CodeSystem/medication-statement-category", "patientspecified", "Patient Specified");
        var concept = statement.Add("medicationCodeableConcept");
        if (medication.ChildText("dmdCode") is { } code)
            concept.Concept("https://dmd.nhs.uk", code);
        concept.Copy("text", medication, "name");
        About(statement, "context");
        statement.Text("effectiveDateTime", DraftParts.Zoned(medication.ChildText("lastTaken"))).Text("dateAsserted", assessed);
        statement.Reference("informationSource", _patient);
        var (dose, frequency) = (medication.ChildText("dose"), medication.ChildText("frequency"));
        var dosage = statement.Add("dosage").Text("text", dose is null || frequency is null ? dose ?? frequency : $"{dose}, {frequency}");
        dosage.Add("timing").Text("event", DraftParts.Zoned(medication.ChildText("nextDue")));
        dosage.Add("route").Copy("text", medication, "route");
    }

    private void Review(Element review)
    {
        var observation = Event("review", "Review of detention", review.ChildText("reviewedAt"));
        if (review.ChildText("outcome") is { } outcome)
            observation.Add("valueCodeableConcept").ConceptOrText(s_review, outcome);
        if (review.ChildText("nextReviewDue") is not { } due)
            return;
        var component = observation.Add("component");
        component.Add("code").Concept(Own + "custody-event", "next-review", "Next review due");
        component.Text("valueDateTime", DraftParts.Zoned(due));
    }

    private ElementDraft Event(string code, string display, string? at, string? sensitivity = null, string? shown = null)
    {
        var observation = Observation("social-history", "Social History", sensitivity, shown);
        observation.Add("code").Concept(Own + "custody-event", code, display);
        About(observation, "encounter");
        return observation.Text("effectiveDateTime", DraftParts.Zoned(at));
    }

    private ElementDraft Observation(string category, string display, string? sensitivity = null, string? shown = null)
    {
        var observation = Entry(s_observation, out _);
        var meta = observation.Claims(category == "survey" ? "watch" : "finding");
        if (sensitivity is not null)
            meta.Add("security").Coding(Own + "sensitivity", sensitivity, shown);
        observation.AddText("status", "final").Add("category").Concept("http://terminology.hl7.org/CodeSystem/observation-category", category, display);
        return observation;
    }

    private static void Offence(ElementDraft observation, Element offence)
    {
        var concept = observation.Add("valueCodeableConcept");
        if (offence.ChildText("code") is { } code)
            concept.Concept(Own + "cjs-offence", code);
        concept.Copy("text", offence, "title");
    }

    private void About(ElementDraft resource, string encounter)
    {
        resource.Reference("subject", _patient);
        resource.Reference(encounter, _encounter);
    }

    private ElementDraft Entry(TypeDefinition type, out string url)
    {
        url = $"urn:uuid:{_newId():D}";
        return _bundle.Add("entry").AddText("fullUrl", url).Add("resource", type);
    }

    private static TypeDefinition Type(string name) => DefinitionSet.R4.FindType(name)!;
}
