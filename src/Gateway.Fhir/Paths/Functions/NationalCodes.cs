using Gateway.Fhir.Paths.Compilation;
using Gateway.Fhir.Paths.Typing;
using Gateway.Fhir.Paths.Values;
using Gateway.Fhir.Terminology.CheckDigits;

namespace Gateway.Fhir.Paths.Functions;

/// <summary>
/// Functions of ours, so that invariants of profiles can ask whether a national number can be one: <c>isNhsNumber()</c>, <c>isOdsCode()</c>,
/// <c>isSnomedConceptId()</c>. Each gives true or false for one string, and nothing for none.
/// </summary>
internal static class NationalCodes
{
    public static Function[] All { get; } =
    [
        new("isNhsNumber", 0, call => Test(call, text => NhsNumber.IsValid(text))),
        new("isOdsCode", 0, call => Test(call, text => OdsCode.IsValid(text))),
        new("isSnomedConceptId", 0, call => Test(call, text => SnomedIdentifier.IsConcept(text))),
    ];

    private static Code Test(Call call, Func<string, bool> isValid) =>
        call.OnText((_, text) => PathValue.Of(isValid(text)), StaticType.Of(PathKind.Boolean));
}
