namespace Gateway.Fhir.Tests.Data;

/// <summary>The real payloads that are not well-formed FHIR R4, each with what is wrong with it. All others must be read.</summary>
internal static class RefusedPayloads
{
    /// <summary>Folders whose files are not FHIR R4 at all.</summary>
    public static readonly IReadOnlyDictionary<string, string> Folders = new Dictionary<string, string>
    {
        ["medication/gpconnect-stu3-examples"] = "GP Connect is FHIR STU3: other elements, other order",
    };

    private const string Order = "elements out of order, which XML fixes: ";
    private const string UrnId = "resource ids are urn:…, and an id has no colon";
    private const string Bars = "bars/api-repo/";
    private const string Digital = "medication/digital-medicines-r4/";

    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["ukcore/codesystems/CodeSystem-UKCore-EthnicCategoryScotland.xml"] = "a stray letter c between two elements",
        ["ukcore/examples/Extension-UKCore-CodingSCT-IllicitDrugs-Example.xml"] = Order + "Observation.text after status",
        ["ukcore/examples/UKCore-Observation-Lab-Albumin-Example.xml"] = Order + "Observation.meta after text",

        [Bars + "examples1.2.0/Endpoint/success_bundle.json"] = "meta.type does not exist",
        [Bars + "examples1.2.0/HealthcareService/success_bundle.json"] = "meta.type does not exist",
        [Bars + "examples1.2.0/Organization/success_bundle.json"] = "meta.type does not exist",
        [Bars + "examples1.2.0/document_reference/GET-success.json"] = "not JSON (a comma is missing), and type twice",
        [Bars + "examples1.2.0/document_reference/id/PUT-body.json"] = "an id with spaces and a bar; content.format is an array",
        [Bars + "examples1.2.0/metadata/BaRS_API_Capability_Statement.json"] = "rest.security is an array",
        [Bars + "examples1.2.0/service_request/PATCH-body.json"] = "PatientInstruction for patientInstruction",
        [Bars + "examples1.2.0/service_request/id/GET-success.json"] = "basedOn is not an array; PatientInstruction for patientInstruction",
        [Bars + "examples1.4.0/Endpoint/post_Endpoint_Atomic.json"] = "connectionType is a CodeableConcept, managingOrganization an array, header not an array",
        [Bars + "examples1.4.0/Endpoint/success_Endpoint_Atomic.json"] = "connectionType is a CodeableConcept, managingOrganization an array, header not an array",
        [Bars + "examples1.4.0/Endpoint/success_bundle.json"] = "connectionType is a CodeableConcept, managingOrganization an array, header not an array",
        [Bars + "examples1.4.0/HealthcareService/post_HealthcareService_Atomic.json"] = "providedBy is an array",
        [Bars + "examples1.4.0/HealthcareService/success_bundle.json"] = "providedBy is an array",
        [Bars + "examples1.4.0/_status.json"] = "no resource: the status page of the service",
        [Bars + "examples1.4.0/document_reference/GET-success.json"] = "not JSON (a comma is missing), and type twice",
        [Bars + "examples1.4.0/document_reference/id/GET-success.json"] = "an id with spaces and a bar; masterIdentifier and content.format are arrays",
        [Bars + "examples1.4.0/message_definition/MessageDefinition_ServiceRequest-request_CaseTransfer.json"] = "useContext.code is an array",
        [Bars + "examples1.4.0/process_message/POST-success.json"] = "Slot.Schedule for schedule; ids with braces",
        [Bars + "examples1.4.0/process_message/response/Booking (HTTP Response) .json"] = "Slot.Schedule for schedule; ids with braces",
        [Bars + "examples1.4.0/service_request/GET-success.json"] = "entries are the resources themselves, without entry.resource",
        [Bars + "examples1.4.0/service_request/PUT-body.json"] = "basedOn is not an array; PatientInstruction for patientInstruction",
        ["bars/simplifier/Examples/BOOKREQRESP01 - Booking Slot Searchset Response.xml"] = "coding.system starts with a space",

        [Digital + "Lidocaine-plasters-example.xml"] = Order + "Timing.repeat.duration after periodUnit",
        [Digital + "calcium-gluconate-infusion-request.json"] = "text.div is plain text without a div",
        [Digital + "cedeep-laya-example-1.xml"] = UrnId,
        [Digital + "ceftriaxone-infusion-administration-amp.xml"] = UrnId,
        [Digital + "ceftriaxone-infusion-dispense-amp.xml"] = UrnId,
        [Digital + "ceftriaxone-infusion-dispense-separate.json"] = UrnId,
        [Digital + "chris-packet-example-2.xml"] = UrnId,
        [Digital + "chris-packet-example-3.xml"] = UrnId,
        [Digital + "chris-packet-example-6.xml"] = UrnId,
        [Digital + "example-bundle-med-dispense-discharge-paige-turner.xml"] = UrnId,
        [Digital + "example-bundle-med-dispense-on-leave-toby-lerone.xml"] = UrnId,
        [Digital + "example-bundle-med-dispense-resupply-carrie-oakey.xml"] = UrnId,
        [Digital + "example-bundle-med-request-inpatient-resupply-anne-teak.xml"] = UrnId,
        [Digital + "example-bundle-med-request-outpatient-scott-chegg.xml"] = UrnId,
        [Digital + "example-bundle-med-statement-discharge-paige-turner.xml"] = UrnId,
        [Digital + "example-bundle-med-statement-on-leave-toby-lerone.xml"] = UrnId,
        [Digital + "example-bundle-med-statement-resupply-carrie-oakey.xml"] = UrnId,
        [Digital + "example-bundle-med-statement2-inpatient-resupply-anne-teak.xml"] = UrnId,
        [Digital + "example-dosage-beclometasone.xml"] = Order + "Dosage.site after route",
        [Digital + "example-dosage-cocodamol.xml"] = Order + "Dosage.sequence after text",
        [Digital + "example-dosage-diprobase.xml"] = Order + "Dosage.route and site after method",
        [Digital + "example-dosage-glucose.xml"] = Order + "Dosage.route after method",
        [Digital + "example-dosage-hydroxocobalamin.xml"] = Order + "Dosage.timing after method",
        [Digital + "example-dosage-ibuprofen-vtm.xml"] = Order + "Dosage.timing after route",
        [Digital + "example-dosage-insulin-alt.xml"] = Order + "Dosage.route and timing after method",
        [Digital + "example-dosage-levothyroxine.xml"] = Order + "Dosage.timing after route",
        [Digital + "example-dosage-micralax.xml"] = Order + "Dosage.route after method",
        [Digital + "example-dosage-microgynon2.xml"] = Order + "Dosage.sequence after text",
        [Digital + "example-dosage-morphine.xml"] = Order + "MedicationRequest.status after intent",
        [Digital + "example-dosage-oxygen.xml"] = "a stray > between two elements",
        [Digital + "hackathon-example-2023-03-r4-ars-jill-jones.xml"] = Order + "Timing.repeat.boundsDuration after periodUnit",
        [Digital + "heparin-infusion-administration-maintenance2.json"] = "note is not an array",
        [Digital + "heparin-infusion-request-maintenance-calculateddose.json"] = "priorPrescription is an array",
        ["medication/dose-syntax/example-dosage-inter8.xml"] = Order + "MedicationRequest.status after intent",
        ["medication/dose-syntax/example-medication-dispense.xml"] = Order + "MedicationDispense.contained after identifier",
        ["medication/ukcore-medicines-r4/Bundle/Bundle-EPS-GetMyPrescriptions_Bundle_Empty.json"] = "entry is an empty array",
        ["medication/ukcore-medicines-r4/Examples/Medication-vtm-Amoxicillin.xml"] = "no element is in FHIR's namespace",
    };
}
