using System.Globalization;
using System.Text.Json;
using Gateway.Access;
using Gateway.Access.Decisions;
using Gateway.Access.Policies;
using Gateway.Fhir.Terminology;

namespace Gateway.Commands.Access;

/// <summary>Reads what policies ask of a caller in a case: recipient, organisation, user, facts, legal basis, emergency grant, and the purpose as tokens name it.</summary>
internal static class CaseCaller
{
    public static (AccessRequest? Request, string Fault) Read(JsonElement json, AccessRequest request, TerminologySet terminology)
    {
        var purpose = request.Purpose;
        if (CaseRequest.Text(json, "purpose") is { } word && (purpose = PurposeWords.Read(word, terminology)) is null)
            return (null, "request.purpose: it is none that is known.");
        if (!Basis(json, out var basis))
            return (null, "request.basis: id, authoriser and expires are needed.");
        if (!Emergency(json, terminology, out var emergency))
            return (null, "request.emergency: id, patients, user, purpose and expires are needed.");
        return (request with
        {
            Purpose = purpose,
            Recipient = CaseRequest.Text(json, "recipient") ?? "",
            Organization = CaseRequest.Text(json, "organization"),
            User = CaseRequest.Text(json, "user"),
            Facts = Texts(json, "facts"),
            Basis = basis,
            Emergency = emergency,
        }, "");
    }

    private static bool Basis(JsonElement json, out LegalBasis? basis)
    {
        basis = null;
        if (!json.TryGetProperty("basis", out var given))
            return true;
        if (CaseRequest.Text(given, "id") is { } id && CaseRequest.Text(given, "authoriser") is { } authoriser && Expires(given) is { } expires)
            basis = new LegalBasis(id, authoriser, expires);
        return basis is not null;
    }

    private static bool Emergency(JsonElement json, TerminologySet terminology, out EmergencyGrant? grant)
    {
        grant = null;
        if (!json.TryGetProperty("emergency", out var given))
            return true;
        if (CaseRequest.Text(given, "id") is { } id && CaseRequest.Text(given, "user") is { } user && Expires(given) is { } expires
            && CaseRequest.Text(given, "purpose") is { } word && PurposeWords.Read(word, terminology) is { } purpose)
            grant = new EmergencyGrant(id, Texts(given, "patients"), user, purpose, expires);
        return grant is not null;
    }

    private static DateTimeOffset? Expires(JsonElement json) =>
        DateTimeOffset.TryParse(CaseRequest.Text(json, "expires"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static HashSet<string> Texts(JsonElement json, string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
        ? [.. list.EnumerateArray().Where(i => i.ValueKind == JsonValueKind.String).Select(i => i.GetString()!)] : [];
}
