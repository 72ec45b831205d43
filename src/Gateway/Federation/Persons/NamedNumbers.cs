using Gateway.Fhir.Terminology.CheckDigits;

namespace Gateway.Federation.Persons;

/// <summary>The numbers by which callers name persons. One that cannot be a number was mistyped, and "nothing is known" would be a wrong answer to it.</summary>
internal static class NamedNumbers
{
    /// <summary>True for an NHS number, with or without spaces.</summary>
    public static bool CanBeNhsNumber(string text) => NhsNumber.IsValid(text.Replace(" ", "", StringComparison.Ordinal));

    /// <summary>True when one of the numbers by which persons are named cannot be a number.</summary>
    public static bool IsMistyped(NamedPersons? named) => named is not null && named.Numbers.Any(n => n.System == PersonSystems.NhsNumber && !CanBeNhsNumber(n.Value));
}
