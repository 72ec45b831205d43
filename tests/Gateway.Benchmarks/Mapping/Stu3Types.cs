using System.Text.RegularExpressions;
using Gateway.Fhir.Elements;

namespace Gateway.Benchmarks.Mapping;

/// <summary>Stu3DataTypes.map as an engineer would write it in C# on the same tree.</summary>
internal static partial class Stu3Types
{
    private const string Profile = "https://fhir.hl7.org.uk/StructureDefinition/";
    private static readonly CodeTable s_extensions = CodeTable.Load("gp-connect/ConceptMap-gp-extensions.json");
    private static readonly CodeTable s_identifiers = CodeTable.Load("gp-connect/ConceptMap-identifier-systems.json");
    private static readonly CodeTable s_systems = CodeTable.Load("gp-connect/ConceptMap-gp-code-systems.json");
    private static readonly CodeTable s_verification = CodeTable.Load("gp-connect/ConceptMap-nhs-number-verification-status.json");

    /// <summary>Adds an element for each of that name, and fills it.</summary>
    public static void Each(this Element source, string name, ElementDraft target, Action<Element, ElementDraft> fill) => source.Each(name, target, name, fill);

    public static void Each(this Element source, string name, ElementDraft target, string made, Action<Element, ElementDraft> fill)
    {
        foreach (var child in source[name])
            fill(child, target.Add(made));
    }

    public static bool IsNamed(this Element extension, string end) => extension.ChildText("url")?.EndsWith(end, StringComparison.Ordinal) == true;

    /// <summary>The value of the extension of that name inside an extension.</summary>
    public static Element? Part(this Element extension, string url)
    {
        foreach (var part in extension["extension"])
            if (part.ChildText("url") == url)
                foreach (var value in part["value"])
                    return value;
        return null;
    }

    /// <summary>The codings of an extension's concept as a table has them; with those that were sent behind them, or not.</summary>
    public static void Translated(Element extension, CodeTable table, ElementDraft concept, bool keepsSent)
    {
        foreach (var value in extension["value"])
        {
            foreach (var coding in value["coding"])
                if (coding.ChildText("code") is { } code && table.Find(coding.ChildText("system"), code) is { } row)
                    concept.Concept(row);
            if (keepsSent)
                value.Each("coding", concept, Coding);
            concept.Copy("text", value);
        }
    }

    public static void Meta(Element source, ElementDraft target)
    {
        target.Copy("versionId", source);
        target.Copy("lastUpdated", source);
        source.Each("security", target, Coding);
        source.Each("tag", target, Coding);
    }

    public static void Extension(Element source, ElementDraft target)
    {
        source.Each("extension", target, Extension);
        if (source.ChildText("url") is { } url)
            target.AddText("url", s_extensions.Renamed(url));
        foreach (var value in source["value"])
        {
            if (value.Type.Name == "CodeableConcept")
                CodeableConcept(value, target.Add("valueCodeableConcept"));
            else if (value.Type.Name == "Reference")
                Reference(value, target.Add("valueReference"));
            else
                target.Put(value.Definition.JsonName, value);
        }
    }

    public static void Reference(Element source, ElementDraft target)
    {
        source.Each("extension", target, Extension);
        var reference = source.ChildText("reference");
        if (reference is not null && Relative().IsMatch(reference))
            target.AddText("reference", NoReferenceCharacter().Replace(RequestBefore().Replace(reference, "ServiceRequest/"), "-"));
        else if (reference?.Contains(' ', StringComparison.Ordinal) == false)
            target.Copy("reference", source);
        source.Each("identifier", target, Identifier);
        if (reference?.Contains(' ', StringComparison.Ordinal) == true && source.First("display").IsNone)
            target.AddText("display", reference);
        target.Copy("display", source);
    }

    public static void Identifier(Element source, ElementDraft target)
    {
        foreach (var extension in source["extension"])
        {
            if (extension.IsNamed("NHSNumberVerificationStatus-1"))
                Translated(extension, s_verification, target.Add("extension").AddText("url", Profile + "Extension-UKCore-NHSNumberVerificationStatus").Add("valueCodeableConcept"), false);
            else
                Extension(extension, target.Add("extension"));
        }

        target.Copy("use", source);
        source.Each("type", target, CodeableConcept);
        if (source.ChildText("system") is { } system)
            target.AddText("system", s_identifiers.Renamed(system));
        target.Copy("value", source);
        source.Each("period", target, Period);
        source.Each("assigner", target, Reference);
    }

    public static void CodeableConcept(Element source, ElementDraft target)
    {
        source.Each("extension", target, Extension);
        source.Each("coding", target, Coding);
        target.Copy("text", source);
    }

    public static void Coding(Element source, ElementDraft target)
    {
        foreach (var extension in source["extension"])
        {
            if (DescriptionId().IsMatch(extension.ChildText("url") ?? ""))
                Description(extension, target);
            else
                Extension(extension, target.Add("extension"));
        }

        if (source.ChildText("system") is { } system)
            target.AddText("system", s_systems.Renamed(system));
        target.Copy("version", source);
        if (source.ChildText("code") is { } code)
            target.AddText("code", code.Trim());
        target.Copy("display", source);
        target.Copy("userSelected", source);
    }

    public static void Quantity(Element source, ElementDraft target)
    {
        source.Each("extension", target, Extension);
        foreach (var part in (ReadOnlySpan<string>)["value", "comparator", "unit", "system", "code"])
            target.Copy(part, source);
    }

    public static void Period(Element source, ElementDraft target) =>
        target.Text("start", DraftParts.Zoned(source.ChildText("start"))).Text("end", DraftParts.Zoned(source.ChildText("end")));

    public static void Annotation(Element source, ElementDraft target)
    {
        target.Copy("id", source);
        foreach (var author in source["author"])
        {
            if (author.Type.Name == "Reference")
                Reference(author, target.Add("authorReference"));
            else
                target.Put("authorString", author);
        }

        target.Copy("time", source);
        target.Text("text", source.ChildText("text"));
    }

    public static void Dosage(Element source, ElementDraft target)
    {
        target.Copy("sequence", source);
        target.Copy("text", source);
        source.Each("additionalInstruction", target, CodeableConcept);
        target.Copy("patientInstruction", source);
        target.Copy("timing", source);
        foreach (var needed in source["asNeeded"])
        {
            if (needed.Type.Name == "CodeableConcept")
                CodeableConcept(needed, target.Add("asNeededCodeableConcept"));
            else
                target.Put("asNeededBoolean", needed);
        }

        source.Each("site", target, CodeableConcept);
        source.Each("route", target, CodeableConcept);
        source.Each("method", target, CodeableConcept);
        Dose(source, target);
        target.Copy("maxDosePerPeriod", source);
        source.Each("maxDosePerAdministration", target, Quantity);
        source.Each("maxDosePerLifetime", target, Quantity);
    }

    private static void Dose(Element source, ElementDraft target)
    {
        var (dose, rate) = (source.First("dose"), source.First("rate"));
        if (dose.IsNone && rate.IsNone)
            return;
        var both = target.Add("doseAndRate");
        if (!dose.IsNone)
            both.Put(dose.Definition.JsonName, dose);
        if (!rate.IsNone)
            both.Put(rate.Definition.JsonName, rate);
    }

    private static void Description(Element extension, ElementDraft coding)
    {
        foreach (var part in extension["extension"])
        {
            var url = part.ChildText("url");
            foreach (var value in part["value"])
            {
                if (string.Equals(url, "descriptionid", StringComparison.OrdinalIgnoreCase))
                    coding.Add("extension").AddText("url", "http://hl7.org/fhir/StructureDefinition/coding-sctdescid").AddText("valueId", value.Text!.Trim());
                else if (string.Equals(url, "descriptiondisplay", StringComparison.OrdinalIgnoreCase))
                    coding.Add("extension").AddText("url", Profile + "Extension-UKCore-CodingSCTDescDisplay").Put(value.Definition.JsonName, value);
            }
        }
    }

    [GeneratedRegex("^(#|[A-Za-z]+/)[^/ ]+$")]
    private static partial Regex Relative();

    [GeneratedRegex("^(ReferralRequest|ProcedureRequest)/")]
    private static partial Regex RequestBefore();

    [GeneratedRegex("[^A-Za-z0-9./#-]")]
    private static partial Regex NoReferenceCharacter();

    [GeneratedRegex("coding-sctde(sc|cs)id$")]
    private static partial Regex DescriptionId();
}
