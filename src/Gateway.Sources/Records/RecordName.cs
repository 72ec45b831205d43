using Gateway.Fhir.Elements;

namespace Gateway.Sources.Records;

/// <summary>Locators made of what a record says.</summary>
internal static class RecordName
{
    /// <summary>The letter of the kind and a field of the record; null where the record lacks it.</summary>
    public static Func<Element, string?> Field(string letter, string field) => record => record.ChildText(field) is { } value ? letter + value : null;

    /// <summary>The same for records that are not asked for again: a field that is too long gives a UUID that follows from it.</summary>
    public static Func<Element, string?> Any(string letter, string field) => record => record.ChildText(field) is { } value ? Locators.Of(letter + value) : null;
}
