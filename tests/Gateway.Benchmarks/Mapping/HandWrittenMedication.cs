using System.Text.RegularExpressions;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Benchmarks.Mapping;

/// <summary>GpConnectRecord.map and GpConnectMedication.map as an engineer would write them in C# on the same tree, for the resources of a medication history.</summary>
internal static partial class HandWrittenMedication
{
    private const string Address = "https://health-justice.example/fhir/";
    private const string Profile = "https://fhir.hl7.org.uk/StructureDefinition/";
    private static readonly TypeDefinition s_bundle = DefinitionSet.R4.FindType("Bundle")!;
    private static readonly Dictionary<string, string> s_profiles = new()
    {
        ["Patient"] = "detainee",
        ["Medication"] = "medicine",
        ["MedicationRequest"] = "medication-request",
        ["MedicationStatement"] = "medication-statement",
    };

    private static readonly CodeTable s_course = CodeTable.Load("gp-connect/ConceptMap-gp-prescription-type.json");
    private static readonly CodeTable s_agency = CodeTable.Load("gp-connect/ConceptMap-gp-prescribing-agency.json");

    public static Element Bundle(Element source)
    {
        var bundle = ElementDraft.New(s_bundle);
        bundle.Copy("id", source);
        var meta = bundle.Add("meta");
        foreach (var own in source["meta"])
            Stu3Types.Meta(own, meta);
        meta.Claim("collection", "Bundle");
        source.Each("identifier", bundle, Stu3Types.Identifier);
        bundle.AddText("type", "collection");
        foreach (var entry in source["entry"])
            foreach (var resource in entry["resource"])
                Entry(bundle.Add("entry"), resource);
        return bundle.Build();
    }

    private static void Entry(ElementDraft entry, Element source)
    {
        var type = source.Type.Name;
        var id = source.ChildText("id") is { } sent ? NoIdCharacter().Replace(TypeBefore().Replace(sent, ""), "-") : $"{Guid.NewGuid():D}";
        entry.AddText("fullUrl", $"{Address}{type}/{id}");
        var target = entry.Add("resource", DefinitionSet.R4.FindType(type));
        target.AddText("id", id);
        Resource(source, target);
        switch (type)
        {
            case "Patient":
                Patient(source, target);
                break;
            case "Medication":
                Medication(source, target);
                break;
            case "MedicationRequest":
                MedicationRequest(source, target);
                break;
            case "MedicationStatement":
                MedicationStatement(source, target);
                break;
        }
    }

    private static void Resource(Element source, ElementDraft target)
    {
        var meta = target.Add("meta");
        foreach (var own in source["meta"])
            Stu3Types.Meta(own, meta);
        meta.Claim(s_profiles[source.Type.Name], source.Type.Name);
        target.Copy("language", source);
        target.Copy("text", source);
        foreach (var extension in source["extension"])
            if (!MovedExtension().IsMatch(extension.ChildText("url") ?? ""))
                Stu3Types.Extension(extension, target.Add("extension"));
        source.Each("modifierExtension", target, Stu3Types.Extension);
    }

    private static void Patient(Element source, ElementDraft target)
    {
        if (!source["identifier"].Any(i => i.ChildText("system") == "https://fhir.nhs.uk/Id/nhs-number"))
            target.Add("extension").AddText("url", Profile + "Extension-UKCore-NHSNumberUnavailableReason").Add("valueCodeableConcept")
                .Concept("https://fhir.hl7.org.uk/CodeSystem/UKCore-NHSNumberUnavailableReason", "nhs-number-not-known", "NHS number not known");
        source.Each("identifier", target, Stu3Types.Identifier);
        foreach (var plain in (ReadOnlySpan<string>)["active", "name", "telecom", "gender", "birthDate", "address", "photo"])
            target.Copy(plain, source);
    }

    private static void Medication(Element source, ElementDraft target)
    {
        source.Each("code", target, Stu3Types.CodeableConcept);
        target.Copy("status", source);
        source.Each("manufacturer", target, Stu3Types.Reference);
        source.Each("form", target, Stu3Types.CodeableConcept);
        foreach (var ingredient in source["ingredient"])
        {
            var part = target.Add("ingredient");
            Medicine(ingredient, "item", part);
            part.Copy("isActive", ingredient);
            part.Copy("strength", ingredient, "amount");
        }

        foreach (var package in source["package"])
        {
            foreach (var from in package["batch"])
            {
                var batch = target.Add("batch");
                batch.Copy("lotNumber", from);
                batch.Copy("expirationDate", from);
            }
        }
    }

    private static void MedicationRequest(Element source, ElementDraft target)
    {
        Repeats(source, target);
        source.Each("identifier", target, Stu3Types.Identifier);
        target.Copy("status", source);
        StatusReason(source, target);
        target.Copy("intent", source);
        source.Each("category", target, Stu3Types.CodeableConcept);
        target.Copy("priority", source);
        Medicine(source, "medication", target);
        source.Each("subject", target, Stu3Types.Reference);
        source.Each("context", target, "encounter", Stu3Types.Reference);
        source.Each("supportingInformation", target, Stu3Types.Reference);
        target.Copy("authoredOn", source);
        foreach (var requester in source["requester"])
            Requester(requester, target.Add("requester"));
        source.Each("recorder", target, Stu3Types.Reference);
        source.Each("reasonCode", target, Stu3Types.CodeableConcept);
        source.Each("reasonReference", target, Stu3Types.Reference);
        source.Each("basedOn", target, Stu3Types.Reference);
        source.Each("groupIdentifier", target, Stu3Types.Identifier);
        Course(source, target);
        source.Each("note", target, Stu3Types.Annotation);
        source.Each("dosageInstruction", target, Stu3Types.Dosage);
        Dispense(source, target);
        Substitution(source, target.Add("substitution"));
        source.Each("priorPrescription", target, Stu3Types.Reference);
        source.Each("detectedIssue", target, Stu3Types.Reference);
        source.Each("eventHistory", target, Stu3Types.Reference);
    }

    private static void MedicationStatement(Element source, ElementDraft target)
    {
        foreach (var extension in source["extension"])
            if (extension.IsNamed("PrescribingAgency-1"))
                Stu3Types.Translated(extension, s_agency, target.Add("extension").AddText("url", Profile + "Extension-UKCore-MedicationPrescribingOrganizationType").Add("valueCodeableConcept"), false);
        source.Each("identifier", target, Stu3Types.Identifier);
        source.Each("basedOn", target, Stu3Types.Reference);
        source.Each("partOf", target, Stu3Types.Reference);
        if (source.ChildText("taken") == "n")
            target.AddText("status", "not-taken");
        else
            target.Copy("status", source);
        source.Each("reasonNotTaken", target, "statusReason", Stu3Types.CodeableConcept);
        source.Each("category", target, Stu3Types.CodeableConcept);
        Medicine(source, "medication", target);
        source.Each("subject", target, Stu3Types.Reference);
        source.Each("context", target, Stu3Types.Reference);
        foreach (var effective in source["effective"])
        {
            if (effective.Type.Name == "Period")
                Stu3Types.Period(effective, target.Add("effectivePeriod"));
            else
                target.Put("effectiveDateTime", effective);
        }

        target.Copy("dateAsserted", source);
        source.Each("informationSource", target, Stu3Types.Reference);
        source.Each("derivedFrom", target, Stu3Types.Reference);
        source.Each("reasonCode", target, Stu3Types.CodeableConcept);
        source.Each("reasonReference", target, Stu3Types.Reference);
        source.Each("note", target, Stu3Types.Annotation);
        source.Each("dosage", target, Stu3Types.Dosage);
    }

    private static void Medicine(Element source, string name, ElementDraft target)
    {
        foreach (var medicine in source[name])
        {
            if (medicine.Type.Name == "Reference")
                Stu3Types.Reference(medicine, target.Add(name + "Reference"));
            else
                Stu3Types.CodeableConcept(medicine, target.Add(name + "CodeableConcept"));
        }
    }

    private static void Requester(Element requester, ElementDraft target)
    {
        foreach (var organization in requester["onBehalfOf"])
            Stu3Types.Reference(organization, target.Add("extension").AddText("url", "http://hl7.org/fhir/3.0/StructureDefinition/extension-MedicationRequest.requester.onBehalfOf").Add("valueReference"));
        foreach (var agent in requester["agent"])
            Stu3Types.Reference(agent, target);
    }

    private static void Repeats(Element source, ElementDraft target)
    {
        foreach (var extension in source["extension"])
        {
            if (extension.IsNamed("MedicationRepeatInformation-1") && (extension.Part("numberOfRepeatPrescriptionsIssued") ?? extension.Part("authorisationExpiryDate")) is not null)
            {
                var information = target.Add("extension").AddText("url", Profile + "Extension-UKCore-MedicationRepeatInformation");
                if (extension.Part("numberOfRepeatPrescriptionsIssued") is { } issued)
                    information.Add("extension").AddText("url", "numberOfPrescriptionsIssued").AddText("valueUnsignedInt", issued.Text!);
                if (extension.Part("authorisationExpiryDate") is { } expiry)
                    information.Add("extension").AddText("url", "authorisationExpiryDate").Put("valueDateTime", expiry);
            }
            else if (extension.IsNamed("MedicationStatusReason-1") && extension.Part("statusChangeDate") is { } changed)
            {
                target.Add("extension").AddText("url", "http://hl7.org/fhir/5.0/StructureDefinition/extension-MedicationRequest.statusChanged").Put("valueDateTime", changed);
            }
        }
    }

    private static void StatusReason(Element source, ElementDraft target)
    {
        foreach (var extension in source["extension"])
            if (extension.IsNamed("MedicationStatusReason-1") && extension.Part("statusReason") is { } reason)
                Stu3Types.CodeableConcept(reason, target.Add("statusReason"));
    }

    private static void Course(Element source, ElementDraft target)
    {
        foreach (var extension in source["extension"])
            if (extension.IsNamed("PrescriptionType-1"))
                Stu3Types.Translated(extension, s_course, target.Add("courseOfTherapyType"), true);
    }

    private static void Dispense(Element source, ElementDraft target)
    {
        ElementDraft? dispense = null;
        foreach (var from in source["dispenseRequest"])
        {
            dispense = target.Add("dispenseRequest");
            from.Each("validityPeriod", dispense, Stu3Types.Period);
            dispense.Text("numberOfRepeatsAllowed", from.ChildText("numberOfRepeatsAllowed"));
            from.Each("quantity", dispense, Stu3Types.Quantity);
            from.Each("expectedSupplyDuration", dispense, Stu3Types.Quantity);
            from.Each("performer", dispense, Stu3Types.Reference);
        }

        foreach (var extension in source["extension"])
            if (extension.IsNamed("MedicationRepeatInformation-1") && extension.Part("numberOfRepeatPrescriptionsAllowed") is { } allowed)
                (dispense ??= target.Add("dispenseRequest")).AddText("numberOfRepeatsAllowed", allowed.Text!);
    }

    private static void Substitution(Element source, ElementDraft target)
    {
        var isSaid = false;
        foreach (var from in source["substitution"])
        {
            isSaid = true;
            foreach (var allowed in from["allowed"])
                target.Put("allowedBoolean", allowed);
            from.Each("reason", target, Stu3Types.CodeableConcept);
        }

        if (!isSaid)
            target.AddText("allowedBoolean", "false");
    }

    [GeneratedRegex("^[A-Za-z]+/")]
    private static partial Regex TypeBefore();

    [GeneratedRegex("[^A-Za-z0-9.-]")]
    private static partial Regex NoIdCharacter();

    [GeneratedRegex("(PrescribingAgency|PrescriptionType|MedicationRepeatInformation|MedicationStatusReason|AllergyIntoleranceEnd|RelatedProblemHeader|NHSCommunication|ListWarningCode|DateRecorded|EthnicCategory|AppointmentCancellationReason)-1$|DeliveryChannel-[12]$|encounter-associatedEncounter$")]
    private static partial Regex MovedExtension();
}
