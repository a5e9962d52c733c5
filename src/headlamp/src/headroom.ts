// SPDX-License-Identifier: Apache-2.0
// From Headroom's answers to the words of a section. Fields of an answer are absent where Headroom does not know them.

/** Where the Service of Headroom is. */
export interface Place {
  namespace: string;
  service: string;
}

/** The place in the plugin's settings; where they name none, the usual one. */
export function placeIn(settings?: Partial<Place>): Place {
  return { namespace: settings?.namespace || 'headroom', service: settings?.service || 'headroom' };
}

/** A row of /workloads, as far as it is shown. */
export interface Workload {
  workload: string;
  objects: { target?: string; scaledObject?: { name: string } };
  desired: number;
  answer?: number;
  unavailable?: string;
  reasons: { sentence: string }[];
  budget?: { spent: number; burning: number };
}

/** A row of /fleet, as far as it is shown. */
export interface Standing {
  workload: string;
  state: string;
  replicas: { ready?: number };
}

/** A finding of /doctor. */
export interface Finding {
  code: string;
  severity: string;
  subject: string;
  what: string;
  why: string;
  do: string;
}

/** An object of Kubernetes, as far as it names a workload. */
export interface KubernetesObject {
  kind: string;
  metadata: { namespace?: string; name: string };
  spec?: { triggers?: { type: string; metadata?: { policy?: string } }[] };
}

/** A workload, and the doctor's findings about it. */
export interface Shown {
  workload: Workload;
  standing?: Standing;
  findings: Finding[];
}

/** The path of Headroom's HTTP API behind the API server. The chart names the port, so its number may differ. */
export function pathTo(place: Place, path: string): string {
  return `/api/v1/namespaces/${place.namespace}/services/http:${place.service}:http/proxy${path}`;
}

/** The workloads that the triggers of a ScaledObject name. */
export function namedBy(object: KubernetesObject): string[] {
  return (object.spec?.triggers ?? [])
    .filter(trigger => trigger.type.startsWith('external'))
    .map(trigger => trigger.metadata?.policy?.trim())
    .filter(policy => policy)
    .map(policy => `${object.metadata.namespace}/${policy}`);
}

/** Whether a workload is about an object: Headroom names the object, or a trigger of the object names the workload. */
function isAbout(workload: Workload, object: KubernetesObject): boolean {
  const { namespace, name } = object.metadata;
  const { target, scaledObject } = workload.objects;
  const named =
    object.kind === 'ScaledObject'
      ? scaledObject?.name === name
      : target === `${object.kind} ${name}`;
  return (
    (named && workload.workload.startsWith(`${namespace}/`)) ||
    namedBy(object).includes(workload.workload)
  );
}

/** The doctor's findings about a workload or about the document of its policy. */
export function findingsAbout(workload: string, findings: Finding[]): Finding[] {
  return findings.filter(one => [workload, `slo-policy ${workload}`].includes(one.subject));
}

/** All that is shown beside an object; empty where Headroom has no plan for it. */
export function shownFor(
  object: KubernetesObject,
  workloads: Workload[],
  fleet: Standing[],
  findings: Finding[]
): Shown[] {
  return workloads
    .filter(workload => isAbout(workload, object))
    .map(workload => ({
      workload,
      standing: fleet.find(one => one.workload === workload.workload),
      findings: findingsAbout(workload.workload, findings),
    }));
}

/** The answer and the last reason, in one sentence. */
export function sentence(workload: Workload): string {
  if (workload.answer === undefined) {
    return `Headroom gives no number: ${workload.unavailable}.`;
  }
  const answer = `Headroom answers ${workload.answer} replica${workload.answer === 1 ? '' : 's'}`;
  const last = workload.reasons[workload.reasons.length - 1];
  return last ? `${answer}: ${last.sentence}.` : `${answer}.`;
}

/** Replicas now and as wanted. */
export function replicas({ workload, standing }: Shown): string {
  return `${standing?.replicas.ready ?? 'unknown'} ready → ${workload.desired} wanted`;
}

export function budget({ budget }: Workload): string {
  return budget === undefined
    ? 'not known yet'
    : `${Math.round(100 * budget.spent)} % spent, burns at ${budget.burning.toFixed(
        1
      )} times the rate that lasts`;
}

/** Why nothing is shown beside an object, and the remedy. */
export function unknown(object: KubernetesObject): string {
  const { namespace, name } = object.metadata;
  const policies = namedBy(object).join(', ');
  if (policies) {
    return `Headroom has no plan of ${policies}: a valid policy of that name must exist in that namespace.`;
  }
  return object.kind === 'ScaledObject'
    ? `Headroom has no plan for ScaledObject ${namespace}/${name}: name a policy in its trigger.`
    : `Headroom has no plan for ${object.kind} ${namespace}/${name}: name it in workload.scaleTarget of a policy.`;
}

/** Why Headroom cannot be asked, and the remedy. */
export function trouble(status: number | undefined, { namespace, service }: Place): string {
  switch (status) {
    case 401:
      return 'The API server does not know you: log in to this cluster again.';
    case 403:
      return `You may not reach Headroom: ask for a Role in namespace ${namespace} with get on services/proxy, name http:${service}:http.`;
    case 404:
      return `Headroom is not at Service ${namespace}/${service}: correct its place in the settings of this plugin.`;
    default:
      return `Headroom does not answer (${
        status ?? 'no status'
      }): check its pods, and that networkPolicy.ingress.http of its chart lets the API server in.`;
  }
}
